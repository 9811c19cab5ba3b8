import Kernel
import Storage

/// How many users a pool has, counted as they come and go, so that asking costs the same for every pool.
///
/// A pool's count is spread over a few records, lest every sign-up wait for the one before it.
enum UserCounts {
    /// One part of a pool's count; a part alone may be negative.
    struct StoredPart: Codable, Hashable, Sendable {
        let pool: PoolID
        let account: AccountID
        let part: Int64
        var count: Int
    }

    static let records = Records<StoredPart>(
        "cognito-idp/user-count", account: \.account.digits,
        key: { [.string($0.pool.text), .integer($0.part)] })

    private static let parts: UInt64 = 8

    static func count(of pool: StoredPool, _ transaction: any ReadTransaction) throws -> Int {
        let parts = try records.scan(
            prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        return max(parts.reduce(0) { $0 + $1.count }, 0)
    }

    static func add(_ change: Int, for user: StoredUser, _ transaction: any WriteTransaction) throws {
        let part = Int64(user.sub.utf8.reduce(0 as UInt64) { $0 &* 31 &+ UInt64($1) } % parts)
        let key: [KeyPart] = [.string(user.pool.text), .integer(part)]
        let old = try records.get(key, account: user.account.digits, in: transaction)?.count ?? 0
        let new = StoredPart(pool: user.pool, account: user.account, part: part, count: old + change)
        try records.put(new, in: transaction)
    }
}

extension Users {
    /// Adds a user to a pool and to its count; throws `StorageFault.duplicate` where name or alias is taken.
    static func insert(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        try records.insert(user, in: transaction)
        try UserCounts.add(1, for: user, transaction)
    }

    /// Removes a user from a pool and from its count; what else the user has is `UserErasure`'s affair.
    static func remove(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        let removed = try records.remove(
            key(user.pool, user.key), account: user.account.digits, in: transaction)
        if removed != nil { try UserCounts.add(-1, for: user, transaction) }
    }
}
