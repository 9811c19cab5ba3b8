import Kernel
import Storage

/// All tokens that come of one sign-in: one refresh token and its successors. Revoking it revokes them all.
struct RefreshFamily: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    /// The `origin_jti` of every token of the family.
    let id: String
    let client: String
    /// The device that took part, or that was made known to the client at sign-in.
    var deviceKey: String?
    var scopes: [String]
    /// Milliseconds since 1970.
    let authenticatedAt: Int64
    let expiresAt: Int64
    /// Counts rotations; the refresh token in force carries it.
    var generation: Int
    var rotatedAt: Int64?
}

/// Families that have not been revoked; an access token whose family is missing is revoked.
enum RefreshFamilies {
    static let records = Records<RefreshFamily>(
        "cognito-idp/family", remembering: 2000, account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.user), .string($0.id)] }
    ) {
        Index("expiry", scope: .server) { [.integer($0.expiresAt)] }
    }

    static func get(
        _ id: String, of user: StoredUser, _ transaction: any ReadTransaction
    ) throws -> RefreshFamily? {
        try records.get(
            [.string(user.pool.text), .string(user.sub), .string(id)], account: user.account.digits, in: transaction)
    }

    /// Whether a family has not been revoked, without reading it.
    static func contains(
        _ id: String, of user: StoredUser, _ transaction: any ReadTransaction
    ) throws -> Bool {
        try records.count(
            prefix: [.string(user.pool.text), .string(user.sub), .string(id)], account: user.account.digits,
            in: transaction) > 0
    }

    /// Revokes one sign-in.
    static func remove(_ family: RefreshFamily, _ transaction: any WriteTransaction) throws {
        _ = try records.remove(
            [.string(family.pool.text), .string(family.user), .string(family.id)], account: family.account.digits,
            in: transaction)
    }

    /// Revokes all that a user holds: `GlobalSignOut`, disabling, deletion.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        let prefix: [KeyPart] = [.string(user.pool.text), .string(user.sub)]
        for family in try records.scan(prefix: prefix, account: user.account.digits, in: transaction) {
            _ = try records.remove(
                prefix + [.string(family.id)], account: user.account.digits, in: transaction)
        }
    }
}
