import Kernel
import Logging
import Storage
import Wire

/// Removes what deleted pools leave behind, a little at a time so that nobody waits for it; then the pools.
///
/// A pool's own record goes last, and not before everybody is gone who may have found the pool before it was deleted:
/// what they still lay down, a sign-in that waited for a function, say, is swept with the rest.
struct SweepDeletedPools: Worker {
    /// Milliseconds between two looks.
    static let interval: Int64 = 60_000
    /// Milliseconds for which a deleted pool is still swept: longer than any request takes.
    static let afterglow: Int64 = 600_000
    /// Records that go in one transaction.
    static let batch = 500

    let store: UserPoolStore
    let clock: any Clock
    let logger: Logger

    var name: String { "user-pools-sweep-deleted" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "sweeping deleted user pools failed") { try await sweep() }
    }

    /// One round over all deleted pools.
    func sweep() async throws {
        for pool in try await store.read({ try Pools.records.scan(serverIndex: "deleted", in: $0) }) {
            // Looked at first: a transaction that changes nothing would still be a commit.
            while try await store.read({ try PoolBelongings.remain(of: pool, in: $0) }) {
                try Task.checkCancellation()
                try await store.write { try Self.removeSome(of: pool, $0) }
            }
            guard clock.now().milliseconds - pool.modifiedAt >= Self.afterglow else { continue }
            try await store.write { transaction in
                guard try !PoolBelongings.remain(of: pool, in: transaction) else { return }
                try Pools.records.remove(Pools.key(pool.id), account: pool.account.digits, in: transaction)
            }
        }
    }

    private static func removeSome(of pool: StoredPool, _ transaction: any WriteTransaction) throws {
        for belongings in PoolBelongings.all {
            if try belongings.removeFirst(batch, of: pool, in: transaction) > 0 { return }
        }
    }
}
