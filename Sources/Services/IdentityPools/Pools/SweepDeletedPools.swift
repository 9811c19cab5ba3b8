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
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "sweeping deleted identity pools failed") { try await sweep() }
    }

    /// One round over all deleted pools.
    func sweep() async throws {
        for pool in try await store.read({ try Pools.records.scan(serverIndex: "deleted", in: $0) }) {
            while try await store.write({ try Self.removeSome(of: pool, $0) }) { try Task.checkCancellation() }
        }
    }

    /// One portion; false once nothing is left.
    ///
    /// The pool's own record goes last. Nothing can follow it: identities are laid down in transactions that demand
    /// their pool.
    static func removeSome(of pool: StoredIdentityPool, _ transaction: any WriteTransaction) throws -> Bool {
        for belongings in PoolBelongings.all {
            if try belongings.removeFirst(batch, of: pool, in: transaction) > 0 { return true }
        }
        try Pools.records.remove(Pools.key(pool.id), account: pool.account.digits, in: transaction)
        return false
    }
}
