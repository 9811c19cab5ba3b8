import Kernel
import LambdaModel
import Synchronization
import Testing
import Wire

@testable import ServiceLambda

/// Whoever brings a poller later must find mappings followed: begun, ended and begun anew when they change.
struct EventSourceWorkerTests {
    /// Notes what it is given, hands one event on, and waits for its end.
    private final class NotingPoller: EventSourcePoller {
        let service = "sqs"
        private let state = Mutex<(begun: [EventSourceFeed], ended: Int, answers: [[UInt8]])>(([], 0, []))

        var begun: [EventSourceFeed] { state.withLock { $0.begun } }
        var ended: Int { state.withLock { $0.ended } }
        var answers: [[UInt8]] { state.withLock { $0.answers } }

        func poll(_ feed: EventSourceFeed, deliver: @escaping Deliver) async {
            let answer = try? await deliver(Array("{}".utf8))
            state.withLock { state in
                state.begun.append(feed)
                if let answer { state.answers.append(answer.payload) }
            }
            while !Task.isCancelled { await Task.yield() }
            state.withLock { $0.ended += 1 }
        }
    }

    @Test func followsMappings() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let poller = NotingPoller()
        let worker = EventSourceWorker(engine: room.engine, pollers: [poller])
        let made = try await room.run(
            LambdaModel.CreateEventSourceMapping.self,
            .init(eventSourceArn: "arn:aws:sqs:eu-central-1:123456789012:q", functionName: "f"))
        let uuid = try #require(made.uuid)
        await worker.reconcile()
        while poller.begun.isEmpty { await Task.yield() }
        #expect(poller.begun.first?.uuid == uuid)
        #expect(poller.answers == [Array("{}".utf8)])
        await worker.reconcile()
        _ = try await room.run(LambdaModel.UpdateEventSourceMapping.self, .init(uuid: uuid, batchSize: 5))
        await worker.reconcile()
        while poller.ended < 1 || poller.begun.count < 2 { await Task.yield() }
        #expect(poller.begun.map(\.batchSize) == [10, 5])
        _ = try await room.run(LambdaModel.UpdateEventSourceMapping.self, .init(uuid: uuid, enabled: false))
        await worker.reconcile()
        while poller.ended < 2 { await Task.yield() }
        #expect(poller.begun.count == 2)
    }
}
