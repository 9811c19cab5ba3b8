import Kernel
import Storage

/// The groups of every pool, by name.
enum Groups {
    static let records = Records<StoredGroup>(
        "cognito-idp/group", account: \.account.digits, key: { [.string($0.pool.text), .string($0.name)] })

    static func get(
        _ name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredGroup? {
        try records.get(
            [.string(pool.id.text), .string(name)], account: pool.account.digits, in: transaction)
    }
}

/// Who belongs to which group, found from either side.
enum Memberships {
    static let records = Records<StoredMembership>(
        "cognito-idp/membership", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.group), .string($0.user)] }
    ) {
        Index("user") { [.string($0.pool.text), .string($0.user), .string($0.group)] }
    }

    /// A user's groups, the most important first: by precedence, then by name.
    static func groups(of user: StoredUser, _ transaction: any ReadTransaction) throws -> [StoredGroup] {
        let found = try records.scan(
            index: "user", prefix: [.string(user.pool.text), .string(user.key)], account: user.account.digits,
            in: transaction)
        let groups = try found.compactMap { membership in
            try Groups.records.get(
                [.string(user.pool.text), .string(membership.group)], account: user.account.digits, in: transaction)
        }
        return groups.sorted { ($0.precedence ?? .max, $0.name) < ($1.precedence ?? .max, $1.name) }
    }
}
