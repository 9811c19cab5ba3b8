import Kernel
import Logging
import Storage
import Wire

/// Deletes keys whose waiting period has ended, and rotates those whose time has come.
struct KeyUpkeep: Worker {
    /// Milliseconds between two rounds; days are what it counts in.
    private static let pause: Int64 = 30_000
    /// Keys of one round.
    private static let portion = 100
    private static let millisecondsADay: Int64 = 86_400_000

    let store: KeyStore
    let clock: any Clock
    let logger: Logger

    var name: String { "kms-upkeep" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.pause)
        await work.run(saying: "keys cannot be kept up") { try await self.work() }
    }

    /// One round: everything that is due now.
    func work() async throws {
        let now = clock.now().milliseconds
        while !Task.isCancelled {
            let due = try await store.read { transaction in
                try Keys.records.scan(serverIndex: Keys.byDueTime, limit: Self.portion, in: transaction)
                    .filter { $0.dueAt.map { $0 <= now } ?? false }
            }
            for key in due { try await settle(key, at: now) }
            if due.count < Self.portion { return }
        }
    }

    private func settle(_ key: StoredKey, at now: Int64) async throws {
        let address = key.address
        let spare = try store.cipher.spare()
        try await store.write { transaction in
            guard var key = try Keys.get(address, transaction), let due = key.dueAt, due <= now else { return }
            guard key.deletion == nil else { return try Keys.erase(address, transaction) }
            try KeyRotation.rotate(&key, to: spare, cause: .automatic, at: now, transaction)
            if let rotation = key.rotation {
                key.rotation?.nextAt = now + Int64(rotation.periodInDays) * Self.millisecondsADay
            }
            try Keys.records.replace(key, in: transaction)
        }
        logger.info(
            key.deletion == nil ? "key rotated" : "key deleted", metadata: ["key": "\(address.arn)"])
    }
}
