import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// Lines must arrive in order, and never where the role may not write.
struct LogDeliveryTests {
    private func target(_ room: InvocationRoom, role: String = "app", stream: String = "s") -> LogDelivery.Target {
        .init(
            function: room.id("f"), role: "arn:aws:iam::123456789012:role/\(role)", group: "/aws/lambda/f",
            stream: stream)
    }

    private func lines(_ texts: [String], from milliseconds: Int64 = 0) -> [FunctionLogLine] {
        texts.enumerated().map {
            FunctionLogLine(time: Timestamp(milliseconds: milliseconds + Int64($0.offset)), text: $0.element)
        }
    }

    @Test func makesGroupAndStream() async throws {
        let room = try InvocationRoom()
        room.engine.logs.take(lines(["START", "", "END"]), for: target(room))
        room.engine.logs.take(lines(["next"], from: 10), for: target(room, stream: "t"))
        #expect(room.logs.messages("/aws/lambda/f", "s").isEmpty)
        await room.engine.logs.flush()
        #expect(room.logs.messages("/aws/lambda/f", "s") == ["START\n", "\n", "END\n"])
        #expect(room.logs.messages("/aws/lambda/f", "t") == ["next\n"])
        room.engine.logs.take(lines(["more"], from: 20), for: target(room))
        await room.engine.logs.flush()
        #expect(room.logs.messages("/aws/lambda/f", "s").last == "more\n")
    }

    @Test func sortsByTime() async throws {
        let room = try InvocationRoom()
        room.engine.logs.take(lines(["late"], from: 5), for: target(room))
        room.engine.logs.take(lines(["early"], from: 1), for: target(room))
        await room.engine.logs.flush()
        #expect(room.logs.messages("/aws/lambda/f", "s") == ["early\n", "late\n"])
    }

    @Test(
        arguments: [
            (["app": InvocationRoom.everything], "app", true), ([:], "app", false),
            (["gone": InvocationRoom.everything], "gone", false),
        ] as [([String: String], String, Bool)])
    func rolesDecide(_ grants: [String: String], _ role: String, _ isWritten: Bool) async throws {
        let room = try InvocationRoom(grants: grants)
        room.engine.logs.take(lines(["x"]), for: target(room, role: role))
        await room.engine.logs.flush()
        #expect(room.logs.messages("/aws/lambda/f", "s").isEmpty != isWritten)
    }

    /// Memory is bounded; what does not fit is told of.
    @Test func countsWhatItDrops() async throws {
        let room = try InvocationRoom()
        let long = String(repeating: "x", count: 1 << 20)
        for _ in 0..<20 { room.engine.logs.take(lines([long]), for: target(room)) }
        await room.engine.logs.flush()
        let messages = room.logs.messages("/aws/lambda/f", "s")
        #expect(messages.last == "5 lines of this log were dropped: they came faster than they were written.\n")
    }

    /// What is buffered at the end is written before the server goes.
    @Test func writesTheRestWhenCancelled() async throws {
        let room = try InvocationRoom()
        room.engine.logs.take(lines(["last"]), for: target(room))
        let task = Task { await room.engine.logs.run() }
        task.cancel()
        await task.value
        #expect(room.logs.messages("/aws/lambda/f", "s") == ["last\n"])
    }
}
