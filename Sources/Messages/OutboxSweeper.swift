internal import Kernel
internal import Logging
internal import Storage
internal import Wire

/// Takes away messages that are too old or too many, and contents that are no longer to be kept.
struct OutboxSweeper: Worker {
    /// Milliseconds between two rounds.
    private static let interval: Int64 = 300_000
    /// Messages handled in one transaction.
    private static let batch = 500

    let outbox: Outbox
    let clock: any Clock
    let logger: Logger

    var name: String { "outbox-sweeper" }

    func run() async {
        var hasForgotten = outbox.settings.keepsContent
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "sweeping the outbox failed") {
            if !hasForgotten { try await forgetContents() }
            hasForgotten = true
            try await sweep()
        }
    }

    /// One round over every account.
    func sweep() async throws {
        for account in try await accounts() {
            var isDone = false
            while !isDone, !Task.isCancelled {
                isDone = try await sweep(account)
            }
        }
    }

    /// Removes a batch of an account's oldest messages; `true` once nothing is left to remove.
    private func sweep(_ account: String) async throws -> Bool {
        let oldest = clock.now().milliseconds - Int64(outbox.settings.days) * 86_400_000
        let limit = outbox.settings.messagesPerAccount
        // Looked at first: a transaction that changes nothing would still be a commit.
        let (surplus, first) = try await outbox.storage.read { transaction in
            let records = OutboxRecords.records
            return (
                try records.count(account: account, in: transaction) - limit,
                try records.scan(account: account, limit: 1, in: transaction).first?.time
            )
        }
        guard surplus > 0 || first.map({ $0 < oldest }) == true else { return true }
        return try await outbox.storage.write { transaction in
            let found = try OutboxRecords.records.scan(account: account, limit: Self.batch, in: transaction)
            let gone = found.enumerated().filter { $0.offset < surplus || $0.element.time < oldest }.map(\.element)
            for message in gone {
                try OutboxRecords.records.remove(message.key, account: account, in: transaction)
                guard message.state == .queued else { continue }
                try OutboxRecords.queue(of: message.channel).remove(message.id, account: account, in: transaction)
            }
            return gone.count < Self.batch
        }
    }

    /// Removes what messages say that were settled while contents were still kept.
    func forgetContents() async throws {
        for account in try await accounts() {
            let spoken = try await outbox.storage.read { transaction in
                try OutboxRecords.records.scan(account: account, in: transaction)
                    .filter { $0.body != nil && $0.state != .queued }.map(\.key)
            }
            for start in stride(from: 0, to: spoken.count, by: Self.batch) {
                try await outbox.storage.write { transaction in
                    for key in spoken[start..<min(start + Self.batch, spoken.count)] {
                        try OutboxRecords.records.update(key, account: account, in: transaction) { $0.forgetContent() }
                    }
                }
            }
        }
    }

    private func accounts() async throws -> [String] {
        try await outbox.storage.read { try OutboxRecords.records.accounts(in: $0) }
    }
}
