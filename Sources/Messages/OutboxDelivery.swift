internal import Kernel
internal import Logging
internal import Storage
internal import Synchronization
internal import Wire

/// Delivers the messages of one channel: a few at a time, again after failures, at least once.
///
/// What cannot be delivered stays in the outbox with the reason; nothing stays in the queue.
struct OutboxDelivery: Worker {
    typealias Item = QueueItem<QueuedMessage>

    /// Messages on their way at the same time; transports have as many threads.
    static let width = 4
    /// Milliseconds, longer than any transport waits for its next stop.
    static let lease: Int64 = 120_000
    /// How often the queue is looked at although nothing has happened.
    private static let patrol: Int64 = 60_000
    /// The wait after a failure of the store itself.
    private static let rest: Int64 = 5000

    let outbox: Outbox
    let sender: MessageTransports.Sender
    let clock: any Clock
    let random: any RandomSource
    let logger: Logger

    var name: String { "outbox-\(sender.channel.rawValue)" }
    private var queue: DurableQueue<QueuedMessage> { OutboxRecords.queue(of: sender.channel) }

    func run() async {
        let signal = Signal()
        let running = Running()
        let changes = outbox.storage.changes(of: queue.space)
        await withDiscardingTaskGroup { group in
            group.addTask { for await _ in changes { signal.raise() } }
            while !Task.isCancelled {
                let free = Self.width - running.count
                let (items, wake) = free > 0 ? await claim(limit: free) : ([], nil)
                for item in items {
                    running.add(1)
                    group.addTask {
                        await deliver(item)
                        running.add(-1)
                        signal.raise()
                    }
                }
                await pause(until: wake, signal)
            }
            group.cancelAll()
        }
    }

    /// How many messages are on their way.
    private final class Running: Sendable {
        private let number = Mutex(0)

        var count: Int { number.withLock { $0 } }

        func add(_ difference: Int) {
            number.withLock { $0 += difference }
        }
    }

    private func pause(until wake: Int64?, _ signal: Signal) async {
        let wait = wake.map { max(1, $0 - clock.now().milliseconds) } ?? Self.patrol
        let timer = Task { [clock] in
            try await clock.sleep(milliseconds: min(wait, Self.patrol))
            signal.raise()
        }
        await signal.wait()
        timer.cancel()
    }

    /// Leases what is due; with the time at which the next item is.
    func claim(limit: Int) async -> (items: [Item], wake: Int64?) {
        let now = clock.now().milliseconds
        do {
            // Looked at first: a transaction that changes nothing would still be a commit.
            let due = try await outbox.storage.read { [queue] in try queue.nextDue(in: $0) }
            guard let due, due <= now else { return ([], due) }
            return try await outbox.storage.write { [self] transaction in
                let items = try queue.claim(limit: limit, lease: Self.lease, now: now, in: transaction)
                try settleDead(in: transaction)
                return (items, try queue.nextDue(in: transaction))
            }
        } catch {
            logger.error("messages cannot be claimed", metadata: ["cause": "\(error)"])
            return ([], now + Self.rest)
        }
    }

    /// Marks what the queue itself gave up: every attempt ended with the end of the process.
    private func settleDead(in transaction: any WriteTransaction) throws {
        for item in try queue.list(.dead, limit: 100, in: transaction) {
            try queue.remove(item.id, account: item.account, in: transaction)
            try update(item, in: transaction) { $0.fail(item.lastError ?? "given up", keepsContent: keepsContent) }
        }
    }

    /// Sends one message and writes down what became of it.
    func deliver(_ item: Item) async {
        do {
            guard let stored = try await stored(item), let content = try outbox.seal.open(stored) else {
                // Swept, or erased with its account, while it waited.
                try await settle(item, .delivered)
                return
            }
            var outcome = Outcome.delivered
            do {
                try await sender.send(stored, content)
            } catch {
                outcome = .failed(error)
                log(error, of: stored, attempt: item.attempts)
            }
            try await settle(item, outcome)
        } catch StorageFault.leaseLost {
            // Another attempt has begun, or the account is gone.
            return
        } catch StorageFault.sealBroken {
            try? await settle(item, .failed(.permanent("the content cannot be unsealed")))
        } catch {
            logger.error("a message's fate was not written down", metadata: ["id": "\(item.id)", "cause": "\(error)"])
        }
    }

    private enum Outcome: Sendable {
        case delivered
        case failed(DeliveryFault)
    }

    private var keepsContent: Bool { outbox.settings.keepsContent }

    private func stored(_ item: Item) async throws -> StoredMessage? {
        try await outbox.storage.read { transaction in
            try OutboxRecords.records.get(
                [.integer(item.work.time), .string(item.id)], account: item.account, in: transaction)
        }
    }

    /// In a task of its own: what was sent must be written down even while the server stops.
    private func settle(_ item: Item, _ outcome: Outcome) async throws {
        let now = clock.now().milliseconds
        let jitter = Double(random.bytes(1)[0]) / 256
        try await Task {
            try await outbox.storage.write { [self] transaction in
                switch outcome {
                case .failed(.temporary(let reason)) where item.attempts < queue.settings.maximumAttempts:
                    try queue.fail(item, error: reason, now: now, jitter: jitter, in: transaction)
                    try update(item, in: transaction) { $0.note(reason) }
                case .failed(.temporary(let reason)), .failed(.permanent(let reason)):
                    try queue.acknowledge(item, in: transaction)
                    try update(item, in: transaction) { $0.fail(reason, keepsContent: keepsContent) }
                case .delivered:
                    try queue.acknowledge(item, in: transaction)
                    try update(item, in: transaction) { $0.arrive(keepsContent: keepsContent) }
                }
            }
        }.value
    }

    private func update(
        _ item: Item, in transaction: any WriteTransaction, _ change: (inout StoredMessage) throws -> Void
    ) throws {
        try OutboxRecords.records.update(
            [.integer(item.work.time), .string(item.id)], account: item.account, in: transaction, change)
    }

    private func log(_ fault: DeliveryFault, of stored: StoredMessage, attempt: Int) {
        logger.warning(
            "message not delivered",
            metadata: [
                "id": "\(stored.id)", "account": "\(stored.account)", "channel": "\(stored.channel.rawValue)",
                "purpose": "\(stored.purpose)", "attempt": "\(attempt)", "cause": "\(fault)",
            ])
    }
}

extension StoredMessage {
    fileprivate mutating func arrive(keepsContent: Bool) {
        state = .delivered
        reason = nil
        if !keepsContent { forgetContent() }
    }

    fileprivate mutating func note(_ reason: String) {
        attempts += 1
        self.reason = reason
    }

    fileprivate mutating func fail(_ reason: String, keepsContent: Bool) {
        note(reason)
        state = .failed
        if !keepsContent { forgetContent() }
    }
}
