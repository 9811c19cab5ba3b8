import Kernel
import LambdaModel
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceLambda

/// Accepted means that it will run: through errors, refusals, restarts and other functions' trouble.
struct AsynchronousInvokerTests {
    private static let failure = FunctionOutcome(payload: Array(#"{"errorMessage":"no"}"#.utf8), failure: .unhandled)

    private func configure(
        _ room: InvocationRoom, _ name: String = "f", _ change: (inout PutFunctionEventInvokeConfigRequest) -> Void
    ) async throws {
        var input = PutFunctionEventInvokeConfigRequest(functionName: name)
        change(&input)
        _ = try await room.run(LambdaModel.PutFunctionEventInvokeConfig.self, input)
    }

    @Test func runsOnceAndForgets() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.accept(#"{"a":1}"#, for: "f")
        #expect(try await room.queued("f").count == 1)
        #expect(room.runner.invocations.isEmpty)
        await room.settle(await room.worker())
        #expect(room.runner.invocations.map(\.payload) == [Array(#"{"a":1}"#.utf8)])
        #expect(room.runner.invocations.first?.requestID == "request-1")
        #expect(try await room.queued("f").isEmpty)
        #expect(try await room.engine.queue.marked().isEmpty)
    }

    @Test func triesAgainAfterOneAndTwoMinutes() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.script { _, _ in Self.failure }
        try await room.accept("{}", for: "f")
        let worker = await room.worker()
        for (wait, count) in [(0, 1), (59_999, 1), (1, 2), (119_999, 2), (1, 3), (600_000, 3)] as [(Int64, Int)] {
            room.clock.advance(milliseconds: wait)
            await room.settle(worker)
            #expect(room.runner.invocations.count == count)
        }
        #expect(Set(room.runner.invocations.map(\.requestID)) == ["request-1"])
        #expect(try await room.queued("f").isEmpty)
    }

    @Test func failureGoesToItsDestination() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await configure(room) {
            $0.maximumRetryAttempts = 1
            $0.destinationConfig = .init(onFailure: .init(destination: "arn:aws:sqs:eu-central-1:123456789012:dead"))
        }
        room.runner.script { _, _ in Self.failure }
        try await room.accept(#"{"a":1}"#, for: "f")
        let worker = await room.worker()
        await room.settle(worker)
        #expect(room.queue.sent.isEmpty)
        room.clock.advance(milliseconds: 60_000)
        await room.settle(worker)
        let sent = try #require(room.queue.sent.first)
        #expect(sent.arn == "arn:aws:sqs:eu-central-1:123456789012:dead")
        #expect(sent.role == "arn:aws:sts::123456789012:assumed-role/app/f-")
        #expect(
            String(decoding: sent.message.body, as: UTF8.self) == """
                {"version":"1.0","timestamp":"2026-11-22T10:01:00.000Z","requestContext":{"requestId":"request-1",\
                "functionArn":"\(InvocationRoom.arn)f:$LATEST","condition":"RetriesExhausted",\
                "approximateInvokeCount":2},"requestPayload":{"a":1},"responseContext":{"statusCode":200,\
                "executedVersion":"$LATEST","functionError":"Unhandled"},"responsePayload":{"errorMessage":"no"}}
                """)
    }

    /// Another function is a destination that is called as this one's role.
    @Test(arguments: [true, false])
    func successGoesToAnotherFunction(_ isPermitted: Bool) async throws {
        let room = try InvocationRoom(grants: isPermitted ? ["app": InvocationRoom.everything] : [:])
        try await room.lay("f")
        try await room.lay("next")
        try await configure(room) {
            $0.destinationConfig = .init(onSuccess: .init(destination: InvocationRoom.arn + "next"))
        }
        try await room.accept(#"{"a":1}"#, for: "f")
        await room.settle(await room.worker())
        let second = room.runner.functions.count { $0.name == "next" }
        #expect(second == (isPermitted ? 1 : 0))
        #expect(try await room.queued("f").isEmpty)
        guard isPermitted else { return }
        let record = try Document(json: try #require(room.runner.invocations.last).payload)
        #expect(record["requestContext"]?["condition"]?.text == "Success")
        #expect(record["requestContext"]?["approximateInvokeCount"] == .integer(1))
        #expect(room.runner.invocations.last?.requestID != "request-1")
    }

    @Test func theEventItselfGoesToTheDeadLetterQueue() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let id = room.id("f")
        try await room.storage.write { transaction in
            var version = InvocationRoom.version(id, .latest)
            version.settings.deadLetterTarget = "arn:aws:sqs:eu-central-1:123456789012:dead"
            try Versions.records.put(version, in: transaction)
        }
        try await configure(room) { $0.maximumRetryAttempts = 0 }
        room.runner.script { _, _ in Self.failure }
        try await room.accept(#"{"a":1}"#, for: "f")
        await room.settle(await room.worker())
        let sent = try #require(room.queue.sent.first)
        #expect(sent.message.body == Array(#"{"a":1}"#.utf8))
        #expect(
            sent.message.attributes
                == ["RequestID": "request-1", "ErrorCode": "200", "ErrorMessage": #"{"errorMessage":"no"}"#])
    }

    @Test func aStoppedFunctionGivesItsEventsUp() async throws {
        let room = try InvocationRoom()
        try await room.lay("f") { $0.reservedConcurrency = 0 }
        try await configure(room) {
            $0.destinationConfig = .init(onFailure: .init(destination: "arn:aws:sqs:eu-central-1:123456789012:dead"))
        }
        try await room.accept("{}", for: "f")
        await room.settle(await room.worker())
        #expect(room.runner.invocations.isEmpty)
        let record = try Document(json: try #require(room.queue.sent.first).message.body)
        #expect(record["requestContext"]?["condition"]?.text == "ZeroReservedConcurrency")
        #expect(record["requestContext"]?["approximateInvokeCount"] == .integer(0))
        #expect(record["responseContext"] == nil)
    }

    /// Nothing runs that is older than its owner wants.
    @Test func oldEventsAreGivenUp() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await configure(room) {
            $0.maximumEventAgeInSeconds = 60
            $0.destinationConfig = .init(onFailure: .init(destination: "arn:aws:sqs:eu-central-1:123456789012:dead"))
        }
        room.runner.script { _, _ in throw FunctionRunnerFault.exhausted }
        try await room.accept("{}", for: "f")
        let worker = await room.worker()
        await room.settle(worker)
        #expect(try await room.queued("f").count == 1)
        room.clock.advance(milliseconds: 60_001)
        await room.settle(worker)
        let record = try Document(json: try #require(room.queue.sent.first).message.body)
        #expect(record["requestContext"]?["condition"]?.text == "EventAgeExceeded")
        #expect(try await room.queued("f").isEmpty)
    }

    @Test func refusalsAreNoTries() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await configure(room) { $0.maximumRetryAttempts = 0 }
        let isFull = Mutex(true)
        room.runner.script { invocation, _ in
            if isFull.withLock({ $0 }) { throw FunctionRunnerFault.exhausted }
            return FunctionOutcome(payload: invocation.payload)
        }
        try await room.accept("{}", for: "f")
        let worker = await room.worker()
        for _ in 0..<20 {
            await room.settle(worker)
            room.clock.advance(milliseconds: 5000)
        }
        #expect(room.runner.invocations.count >= 10)
        isFull.withLock { $0 = false }
        await room.settle(worker)
        #expect(try await room.queued("f").isEmpty)
    }

    /// A machine that lacks the runtime may get it; the event waits as long as it may.
    @Test func systemErrorsAreTriedAgainWithPauses() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.script { _, _ in throw FunctionRunnerFault.runtimeMissing(runtime: "x", reason: "y") }
        try await room.accept("{}", for: "f")
        let worker = await room.worker()
        await room.settle(worker)
        let waiting = try #require(try await room.queued("f").first)
        #expect(waiting.work.refusals == 1)
        #expect((500...1000).contains(waiting.dueAt - InvocationRoom.start))
        room.clock.advance(milliseconds: 1000)
        room.runner.script { invocation, _ in FunctionOutcome(payload: invocation.payload) }
        await room.settle(worker)
        #expect(try await room.queued("f").isEmpty)
    }

    /// A function that hangs uses up its own places and nobody else's.
    @Test func aSlowFunctionKeepsNobodyWaiting() async throws {
        let room = try InvocationRoom(settings: .init(asynchronous: 8, asynchronousPerFunction: 3))
        try await room.lay("slow")
        try await room.lay("quick")
        for number in 0..<50 { try await room.accept("\(number)", for: "slow") }
        for number in 0..<20 { try await room.accept("\(number)", for: "quick") }
        let gates = Mutex<[CheckedContinuation<Void, Never>]>([])
        let quick = Mutex(0)
        room.runner.script { _, function in
            if function.name == "slow" {
                await withCheckedContinuation { gate in gates.withLock { $0.append(gate) } }
            } else {
                quick.withLock { $0 += 1 }
            }
            return FunctionOutcome(payload: [])
        }
        let worker = await room.worker()
        await worker.turn()
        while quick.withLock({ $0 }) < 20 { await Task.yield() }
        #expect(gates.withLock { $0.count } == 3)
        #expect(room.runner.most <= 8)
        room.runner.script { _, _ in FunctionOutcome(payload: []) }
        for gate in gates.withLock({ $0 }) { gate.resume() }
        await room.settle(worker)
        #expect(try await room.queued("slow").isEmpty)
        #expect(room.runner.invocations.count == 70)
    }

    /// A reservation holds for events too, and is waited for rather than run into.
    @Test func reservationsHold() async throws {
        let room = try InvocationRoom()
        try await room.lay("f") { $0.reservedConcurrency = 2 }
        for number in 0..<30 { try await room.accept("\(number)", for: "f") }
        room.runner.script { _, _ in
            await Task.yield()
            return FunctionOutcome(payload: [])
        }
        let worker = await room.worker()
        // What ran into the reservation all the same is due a little later.
        for _ in 0..<100 where room.runner.invocations.count < 30 {
            await room.settle(worker)
            room.clock.advance(milliseconds: 10_000)
        }
        #expect(room.runner.most <= 2)
        #expect(room.runner.invocations.count == 30)
    }

    /// Commits cost a flush each: many invocations must share one.
    @Test func settlesManyInOneCommit() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        for number in 0..<300 { try await room.accept("\(number)", for: "f") }
        let space = InvocationQueue.queue(of: room.id("f")).space
        let before = room.storage.version(of: space)
        await room.settle(await room.worker())
        #expect(Set(room.runner.invocations.map(\.payload)).count == 300)
        #expect(room.storage.version(of: space) - before < 60)
    }

    /// `kill -9` while half of them run: the others run afterwards, and so do those that were not acknowledged.
    @Test func survivesACrash() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        for number in 0..<20 { try await room.accept("\(number)", for: "f") }
        let finished = Mutex<[CheckedContinuation<Void, Never>]>([])
        room.runner.script { _, _ in
            await withCheckedContinuation { gate in finished.withLock { $0.append(gate) } }
            return FunctionOutcome(payload: [])
        }
        let lost = await room.worker()
        await lost.turn()
        while finished.withLock({ $0.count }) < 10 { await Task.yield() }

        let later = try InvocationRoom(
            storage: room.storage.reopened(), at: InvocationRoom.start + AsynchronousInvoker.lease + 1)
        await later.settle(await later.worker())
        #expect(Set(later.runner.invocations.map(\.payload)).count == 20)
        #expect(try await later.queued("f").isEmpty)
        room.runner.script { _, _ in FunctionOutcome(payload: []) }
        for gate in finished.withLock({ $0 }) { gate.resume() }
        await lost.finishRunning()
    }

    /// Whoever lost a lease must not undo what its new holder does.
    @Test func aLostLeaseSettlesNothing() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.accept("{}", for: "f")
        let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        room.runner.script { _, _ in
            await withCheckedContinuation { waiting in gate.withLock { $0 = waiting } }
            return Self.failure
        }
        let late = await room.worker()
        await late.turn()
        while gate.withLock({ $0 == nil }) { await Task.yield() }
        room.clock.advance(milliseconds: AsynchronousInvoker.lease + 1)
        room.runner.script { _, _ in FunctionOutcome(payload: []) }
        await room.settle(await room.worker())
        #expect(try await room.queued("f").isEmpty)
        gate.withLock { $0 }?.resume()
        await room.settle(late)
        #expect(try await room.queued("f").isEmpty)
    }

    @Test func leasesOfWhatRunsAreExtended() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.accept("{}", for: "f")
        let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        room.runner.script { _, _ in
            await withCheckedContinuation { waiting in gate.withLock { $0 = waiting } }
            return FunctionOutcome(payload: [])
        }
        let worker = await room.worker()
        await worker.turn()
        while gate.withLock({ $0 == nil }) { await Task.yield() }
        for _ in 0..<10 {
            room.clock.advance(milliseconds: AsynchronousInvoker.lease / 2 + 1)
            await worker.turn()
        }
        #expect(room.runner.invocations.count == 1)
        let other = await room.worker()
        await other.turn()
        #expect(room.runner.invocations.count == 1)
        gate.withLock { $0 }?.resume()
        await room.settle(worker)
        #expect(try await room.queued("f").isEmpty)
    }

    /// A later function of the same name is another function.
    @Test func eventsOfADeletedFunctionAreDropped() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.accept("{}", for: "f")
        try await room.lay("f", incarnation: "second")
        await room.settle(await room.worker())
        #expect(room.runner.invocations.isEmpty)
        #expect(try await room.queued("f").isEmpty)
    }

    @Test func settingsOfTheQualifierCount() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        try await room.alias("live", of: "f", to: 1)
        try await configure(room) {
            $0.qualifier = "live"
            $0.maximumRetryAttempts = 0
        }
        room.runner.script { _, _ in Self.failure }
        try await room.accept("{}", for: "f", qualifier: "live")
        try await room.accept("{}", for: "f")
        await room.settle(await room.worker())
        #expect(try await room.queued("f").map(\.work.qualifier) == [nil])
    }

    /// Emptying the store must not leave the worker with what is gone.
    @Test func aResetLeavesNothing() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.accept("{}", for: "f")
        let worker = await room.worker()
        try await room.storage.removeAll()
        await room.engine.reset()
        await room.settle(worker)
        #expect(room.runner.invocations.isEmpty)
    }
}
