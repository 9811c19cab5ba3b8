import Kernel
import Storage

/// Records of one kind that belong to a pool, and go with it.
struct PoolBelongings: Sendable {
    /// Everything that a pool owns; every kind of record whose key begins with the pool's id stands here.
    static let all = [
        PoolBelongings(Users.records),
        PoolBelongings(UserCounts.records),
        PoolBelongings(Passwords.records),
        PoolBelongings(Codes.records),
        PoolBelongings(DecoyMessages.records),
        PoolBelongings(Lockout.records),
        PoolBelongings(SpentSessions.records),
        PoolBelongings(KeptSessions.records),
        PoolBelongings(Devices.records),
        PoolBelongings(RefreshFamilies.records),
        PoolBelongings(KeyRings.records),
        PoolBelongings(Groups.records),
        PoolBelongings(DeletedGroups.records),
        PoolBelongings(Memberships.records),
        PoolBelongings(ImportJobs.records),
        PoolBelongings(ImportChunks.records),
        PoolBelongings(Clients.records),
        PoolBelongings(Domains.records),
        PoolBelongings(ResourceServers.records),
        PoolBelongings(IdentityProviders.records),
    ]

    private let isEmpty: @Sendable (StoredPool, any ReadTransaction) throws -> Bool
    private let remove: @Sendable (StoredPool, Int, any WriteTransaction) throws -> Int

    init<Record>(_ records: Records<Record>) {
        isEmpty = { pool, transaction in
            try records.scan(
                prefix: [.string(pool.id.text)], account: pool.account.digits, limit: 1, in: transaction
            ).isEmpty
        }
        remove = { pool, limit, transaction in
            try records.removeFirst(
                limit, prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        }
    }

    /// Whether a pool still owns anything.
    static func remain(of pool: StoredPool, in transaction: any ReadTransaction) throws -> Bool {
        try all.contains { try !$0.isEmpty(pool, transaction) }
    }

    /// Removes at most so many, and answers how many it were.
    func removeFirst(_ limit: Int, of pool: StoredPool, in transaction: any WriteTransaction) throws -> Int {
        try remove(pool, limit, transaction)
    }
}
