import Kernel
import Storage

/// The users of every pool, by their folded names.
enum Users {
    /// The attributes that `ListUsers` can search by, besides the user's own name and state.
    static let searchable = ["email", "family_name", "given_name", "name", "phone_number", "preferred_username"]

    static let records = Records<StoredUser>(
        "cognito-idp/user", remembering: 2000, account: \.account.digits, key: { key($0.pool, $0.key) }
    ) {
        UniqueIndex("sub") { [.string($0.pool.text), .string($0.sub)] }
        UniqueIndex("alias", keys: { user in user.aliases.map { [.string(user.pool.text), .string($0)] } })
        Index("search", keys: { searchKeys($0) })
    }

    static func prefix(_ pool: PoolID) -> [KeyPart] { [.string(pool.text)] }

    static func key(_ pool: PoolID, _ key: String) -> [KeyPart] { [.string(pool.text), .string(key)] }

    /// Where a value of a searchable attribute is found: values in lower case, users of one value by name.
    static func searchPrefix(_ pool: PoolID, _ attribute: String) -> [KeyPart] {
        [.string(pool.text), .string(attribute)]
    }

    static func get(_ key: String, in pool: StoredPool, _ transaction: any ReadTransaction) throws -> StoredUser? {
        try records.get(Self.key(pool.id, key), account: pool.account.digits, in: transaction)
    }

    static func find(
        sub: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser? {
        try records.find(
            "sub", [.string(pool.id.text), .string(sub)], account: pool.account.digits, in: transaction)
    }

    /// The user that an alias such as `email:ada@example.com` (folded) signs in.
    static func find(
        alias: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser? {
        try records.find(
            "alias", [.string(pool.id.text), .string(alias)], account: pool.account.digits, in: transaction)
    }

    private static func searchKeys(_ user: StoredUser) -> [[KeyPart]] {
        var keys = searchable.compactMap { name in
            user.attributes[name].map { searchPrefix(user.pool, name) + [.string($0.lowercased()), .string(user.key)] }
        }
        let state = [
            ("cognito:user_status", user.status.rawValue), ("status", user.isEnabled ? "Enabled" : "Disabled"),
        ]
        keys += state.map { searchPrefix(user.pool, $0.0) + [.string($0.1.lowercased()), .string(user.key)] }
        return keys
    }
}
