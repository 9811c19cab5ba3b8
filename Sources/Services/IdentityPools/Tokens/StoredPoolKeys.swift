import Kernel
import Storage
import TokenSigning

/// The keys that all identity pools of this server sign their tokens with: AWS's pools of a region share theirs too.
struct StoredPoolKeys: Codable, Hashable, Sendable {
    /// A key, and from when it signs.
    struct Term: KeyTerm, Codable, Hashable {
        var key: StoredTokenKey
        var activeFrom: Int64
    }

    /// For whom keys are sealed.
    static let owner = "cognito-identity"

    /// The oldest first.
    var terms: [Term]

    /// The one record, which belongs to no account.
    static let records = Records<StoredPoolKeys>(
        "cognito-identity/token-keys", account: { _ in "" }, key: { _ in [.string(owner)] })

    static func get(_ transaction: any ReadTransaction) throws -> StoredPoolKeys? {
        try records.get([.string(owner)], account: "", in: transaction)
    }
}
