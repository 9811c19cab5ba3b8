import Kernel
import Storage

/// The groups of every pool, by name.
enum Groups {
    /// Source: "Quotas in Amazon Cognito" in the developer guide.
    static let limit = 10_000

    static let records = Records<StoredGroup>(
        "cognito-idp/group", account: \.account.digits, key: { key($0.pool, $0.name) })

    static func prefix(_ pool: PoolID) -> [KeyPart] { [.string(pool.text)] }

    static func key(_ pool: PoolID, _ name: String) -> [KeyPart] { [.string(pool.text), .string(name)] }

    static func get(
        _ name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredGroup? {
        try records.get(key(pool.id, name), account: pool.account.digits, in: transaction)
    }

    /// The same, refused where there is none.
    static func require(
        _ name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredGroup {
        guard let group = try get(name, in: pool, transaction) else { throw Refusal.noGroup() }
        return group
    }
}

/// Deleted groups whose memberships are still being removed.
enum DeletedGroups {
    static let records = Records<StoredGroup>(
        "cognito-idp/deleted-group", account: \.account.digits,
        key: { key(of: $0) })

    static func remove(_ group: StoredGroup, _ transaction: any WriteTransaction) throws {
        try records.remove(key(of: group), account: group.account.digits, in: transaction)
    }

    private static func key(of group: StoredGroup) -> [KeyPart] {
        [.string(group.pool.text), .string(group.name), .string(group.id)]
    }
}

/// Who belongs to which group, found from either side.
enum Memberships {
    /// Groups that one user may be in; source as above.
    static let limit = 100
    /// How many are removed in one transaction.
    static let portion = 500

    static let records = Records<StoredMembership>(
        "cognito-idp/membership", account: \.account.digits, key: { key(of: $0) }
    ) {
        Index("user") { [.string($0.pool.text), .string($0.user), .string($0.group), .string($0.groupID)] }
    }

    /// All members of a group have keys that begin so, in the order of their names.
    static func prefix(_ group: StoredGroup) -> [KeyPart] {
        [.string(group.pool.text), .string(group.name), .string(group.id)]
    }

    /// All groups of a user are found so in the index `user`, in the order of their names.
    static func prefix(_ user: StoredUser) -> [KeyPart] { [.string(user.pool.text), .string(user.key)] }

    static func membership(of user: StoredUser, in group: StoredGroup) -> StoredMembership {
        StoredMembership(
            pool: group.pool, account: group.account, group: group.name, user: user.key, groupID: group.id)
    }

    /// A user's groups, the most important first: by precedence, then by name.
    static func groups(of user: StoredUser, _ transaction: any ReadTransaction) throws -> [StoredGroup] {
        let found = try records.scan(
            index: "user", prefix: prefix(user), account: user.account.digits, in: transaction)
        let groups = try found.compactMap { try group(of: $0, transaction) }
        return groups.sorted { ($0.precedence ?? .max, $0.name) < ($1.precedence ?? .max, $1.name) }
    }

    /// The group that a membership is in; `nil` where it was deleted, even if another has its name now.
    static func group(
        of membership: StoredMembership, _ transaction: any ReadTransaction
    ) throws -> StoredGroup? {
        let group = try Groups.records.get(
            Groups.key(membership.pool, membership.group), account: membership.account.digits, in: transaction)
        return group?.id == membership.groupID ? group : nil
    }

    static func contains(
        _ membership: StoredMembership, _ transaction: any ReadTransaction
    ) throws -> Bool {
        try records.get(key(of: membership), account: membership.account.digits, in: transaction) != nil
    }

    static func remove(_ membership: StoredMembership, _ transaction: any WriteTransaction) throws {
        try records.remove(key(of: membership), account: membership.account.digits, in: transaction)
    }

    /// Takes a user who is being deleted out of all groups.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        let found = try records.scan(
            index: "user", prefix: prefix(user), account: user.account.digits, in: transaction)
        for membership in found { try remove(membership, transaction) }
    }

    /// Removes a portion of a deleted group's memberships; answers whether none is left.
    static func removePortion(of group: StoredGroup, _ transaction: any WriteTransaction) throws -> Bool {
        let found = try records.scan(
            prefix: prefix(group), account: group.account.digits, limit: portion, in: transaction)
        for membership in found { try remove(membership, transaction) }
        return found.count < portion
    }

    private static func key(of membership: StoredMembership) -> [KeyPart] {
        [
            .string(membership.pool.text), .string(membership.group), .string(membership.groupID),
            .string(membership.user),
        ]
    }
}
