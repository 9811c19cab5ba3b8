import Kernel
import Logging
import Storage

/// Removes what deleted pools leave behind, a little at a time so that nobody waits for it; then the pools.
struct SweepDeletedPools: Worker {
    /// Milliseconds between two looks.
    static let interval: Int64 = 60_000
    /// Records that go in one transaction.
    static let batch = 500

    let store: IdentityPoolStore
    let clock: any Clock
    let logger: Logger

    var name: String { "identity-pools-sweep-deleted" }

    func run() async {
        while !Task.isCancelled {
            do {
                while try await sweep(), !Task.isCancelled {}
            } catch {
                logger.warning("Deleted identity pools were not swept.", metadata: ["cause": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: Self.interval)
            } catch {
                return
            }
        }
    }

    /// One batch; false once there is nothing left to sweep.
    func sweep() async throws -> Bool {
        try await store.write { transaction in
            let next = try Pools.records.scan(serverIndex: "deleted", limit: 1, in: transaction)
            guard let pool = next.first else { return false }
            for belongings in PoolBelongings.all {
                if try belongings.removeFirst(Self.batch, of: pool, in: transaction) > 0 { return true }
            }
            try Pools.records.remove(Pools.key(pool.id), account: pool.account.digits, in: transaction)
            return true
        }
    }
}
