import Kernel
import Storage

/// Records of one kind that belong to a pool, and go with it.
struct PoolBelongings: Sendable {
    /// Everything that a pool owns; every kind of record whose key begins with the pool's id stands here.
    static let all = [
        PoolBelongings(Identities.records)
    ]

    private let remove: @Sendable (StoredIdentityPool, Int, any WriteTransaction) throws -> Int

    init<Record>(_ records: Records<Record>) {
        remove = { pool, limit, transaction in
            try records.removeFirst(
                limit, prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        }
    }

    /// Removes at most so many, and answers how many it were.
    func removeFirst(_ limit: Int, of pool: StoredIdentityPool, in transaction: any WriteTransaction) throws -> Int {
        try remove(pool, limit, transaction)
    }
}
