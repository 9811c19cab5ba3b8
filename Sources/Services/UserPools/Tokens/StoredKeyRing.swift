import Kernel
import Storage

/// The keys that a pool signs its tokens with: those in force, those that come next, and those still to be believed.
struct StoredKeyRing: Codable, Hashable, Sendable {
    /// Id and access tokens are signed by different keys, as Cognito's are.
    struct Pair: Codable, Hashable, Sendable {
        var id: Key
        var access: Key
        /// Milliseconds since 1970, from which the pair signs; it is shown before, so that nobody meets an unknown key.
        var activeFrom: Int64
    }

    /// One key.
    struct Key: Codable, Hashable, Sendable {
        /// The `kid`.
        var id: String
        /// PKCS #8, sealed for `StoredKeyRing.context(id)`.
        var privateKey: Sealed
    }

    let pool: PoolID
    let account: AccountID
    /// The oldest first.
    var pairs: [Pair]

    static func context(_ keyID: String) -> String { "cognito-idp/signing-key/\(keyID)" }
}

/// Every pool's keys.
enum KeyRings {
    static let records = Records<StoredKeyRing>(
        "cognito-idp/key-ring", account: \.account.digits, key: { [.string($0.pool.text)] })

    static func get(
        _ pool: PoolID, account: AccountID, _ transaction: any ReadTransaction
    ) throws -> StoredKeyRing? {
        try records.get([.string(pool.text)], account: account.digits, in: transaction)
    }
}
