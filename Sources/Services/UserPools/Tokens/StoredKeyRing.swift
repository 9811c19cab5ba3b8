import Kernel
import Storage
import TokenSigning

/// The keys that a pool signs its tokens with: those in force, those that come next, and those still to be believed.
struct StoredKeyRing: Codable, Hashable, Sendable {
    /// Id and access tokens are signed by different keys, as Cognito's are.
    struct Pair: KeyTerm, Codable, Hashable {
        var id: StoredTokenKey
        var access: StoredTokenKey
        var activeFrom: Int64
    }

    /// For whom keys are sealed.
    static let owner = "cognito-idp"

    let pool: PoolID
    let account: AccountID
    /// The oldest first.
    var pairs: [Pair]
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
