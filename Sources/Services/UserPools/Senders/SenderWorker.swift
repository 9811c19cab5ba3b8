import Kernel
import LambdaModel
import Logging
import Storage
import Wire

/// Hands the calls of functions that carry messages over to Lambda, which calls them in its own time, at least once.
struct SenderWorker: Worker {
    /// Calls of one round.
    private static let portion = 16
    /// Milliseconds between two looks at what waits for another try; what is new is seen at once.
    private static let pause: Int64 = 5_000
    /// Milliseconds; handing over is a write.
    private static let lease: Int64 = 30_000

    let store: UserPoolStore
    let client: InProcessClient
    let clock: any Clock
    let logger: Logger

    var name: String { "user-pools-senders" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.pause) {
            store.storage.changes(of: SenderCall.queue.space)
        }
        await work.run(saying: "calls of senders cannot be handed over") { try await self.work() }
    }

    /// Hands over what is due.
    func work() async throws {
        while true {
            try Task.checkCancellation()
            let now = clock.now().milliseconds
            // Looked at first: a transaction that changes nothing would still be a commit.
            let due = try await store.read { try SenderCall.queue.nextDue(in: $0) }
            guard let due, due <= now else { return }
            let items = try await store.write { transaction in
                for dead in try SenderCall.queue.list(.dead, limit: Self.portion, in: transaction) {
                    try SenderCall.queue.remove(dead.id, account: dead.account, in: transaction)
                }
                return try SenderCall.queue.claim(
                    limit: Self.portion, lease: Self.lease, now: now, in: transaction)
            }
            if items.isEmpty { return }
            for item in items { try await handOver(item, at: now) }
        }
    }

    private func handOver(_ item: QueueItem<SenderCall>, at now: Int64) async throws {
        var refusal: ServiceError?
        do {
            try await item.work.invoke(.event, through: client, in: call(for: item.work, id: item.id))
        } catch let error as ServiceError {
            refusal = error
            logger.warning(
                "sender not called",
                metadata: [
                    "pool": "\(item.work.pool)", "trigger": "\(item.work.source)", "function": "\(item.work.function)",
                    "cause": "\(error.jsonCode ?? error.code): \(error.message)",
                ])
        }
        let jitter = Double(store.random.bytes(1)[0]) / 256
        try await settle(item, refusal, at: now, jitter: jitter)
    }

    /// Tried again where Lambda was busy; given up where it refused.
    private func settle(
        _ item: QueueItem<SenderCall>, _ refusal: ServiceError?, at now: Int64, jitter: Double
    ) async throws {
        do {
            try await store.write { transaction in
                if let refusal, refusal.status == 429 || refusal.isServerFault {
                    try SenderCall.queue.fail(
                        item, error: refusal.code, now: now, jitter: jitter, in: transaction)
                } else {
                    try SenderCall.queue.acknowledge(item, in: transaction)
                }
            }
        } catch StorageFault.leaseLost {
            return
        }
    }

    private func call(for work: SenderCall, id: String) -> Call {
        Call(
            requestID: id, principal: .service(name: "cognito-idp.amazonaws.com", account: work.account),
            account: work.account, region: work.pool.region, time: clock.now(), logger: logger)
    }
}
