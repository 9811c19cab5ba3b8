import Kernel
import LambdaModel
import Synchronization
import Testing
import Wire

@testable import ServiceLambda

/// A streamed answer must come whole and in order, and say how it ended.
struct InvokeWithResponseStreamTests {
    private func events(
        of output: InvokeWithResponseStreamResponse
    ) async throws -> [InvokeWithResponseStreamResponseEvent] {
        let found = Mutex<[InvokeWithResponseStreamResponseEvent]>([])
        try await output.eventStream.forEach { event in found.withLock { $0.append(event) } }
        return found.withLock { $0 }
    }

    private let input = InvokeWithResponseStreamRequest(functionName: "f", logType: .tail)

    @Test func partsAndTheEnd() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.stream([.head(contentType: "text/plain"), .bytes([1]), .bytes([2, 3])])
        room.runner.script { _, _ in FunctionOutcome(payload: [], logTail: Array("log".utf8)) }
        let output = try await room.run(LambdaModel.InvokeWithResponseStream.self, input)
        #expect((output.statusCode, output.executedVersion) == (200, "$LATEST"))
        #expect(
            try await events(of: output) == [
                .payloadChunk(.init(payload: [1])), .payloadChunk(.init(payload: [2, 3])),
                .invokeComplete(.init(logResult: "bG9n")),
            ])
    }

    @Test func errorsAreTheLastEvent() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.stream([.head(contentType: "text/plain"), .bytes([1])])
        room.runner.script { _, _ in FunctionOutcome(payload: Array("{}".utf8), failure: .unhandled) }
        let output = try await room.run(LambdaModel.InvokeWithResponseStream.self, input)
        #expect(
            try await events(of: output).last
                == .invokeComplete(.init(errorCode: "Unhandled", errorDetails: "{}", logResult: "")))
    }

    /// What keeps the function from running is an answer with its own status, not an event.
    @Test func refusalsComeBeforeTheStream() async throws {
        let room = try InvocationRoom()
        try await room.lay("f") { $0.reservedConcurrency = 0 }
        #expect(
            await room.refusal(LambdaModel.InvokeWithResponseStream.self, input)
                == "TooManyRequestsException: Rate Exceeded.")
        let dry = try await room.run(
            LambdaModel.InvokeWithResponseStream.self, .init(functionName: "f", invocationType: .dryRun))
        #expect(dry.statusCode == 204)
    }

    /// A caller who goes away must not leave the function waiting for ever.
    @Test func goingAwayEndsTheFunction() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.stream([.bytes([1]), .bytes([2]), .bytes([3])])
        let target = try await room.engine.target(FunctionLocator(id: room.id("f"), qualifier: nil))
        let stream = AnswerStream()
        var taker: AnswerTaker? = AnswerTaker(stream)
        let task = Task {
            try await room.engine.run(.init(target: target, requestID: "r", payload: [])) { try await stream.send($0) }
        }
        #expect(try await taker?.next() == .bytes([1]))
        taker = nil
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
