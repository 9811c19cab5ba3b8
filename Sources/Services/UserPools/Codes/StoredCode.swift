import Kernel
import Storage

/// A code that was sent to somebody: hashed, capped, and gone when its time is over.
struct StoredCode: Codable, Hashable, Sendable {
    /// What the code proves.
    enum Purpose: Hashable, Sendable, Codable {
        case signUp
        case forgotPassword
        /// That the new value of an attribute is the user's.
        case attribute(String)

        /// The purpose as part of a key.
        var text: String {
            switch self {
            case .signUp: "sign-up"
            case .forgotPassword: "forgot-password"
            case .attribute(let name): "attribute/\(name)"
            }
        }

        /// Milliseconds for which the code is good.
        ///
        /// Source: "Verifying contact information at sign-up" and "Resetting a password" in the developer guide.
        var validity: Int64 {
            switch self {
            case .signUp, .attribute: 24 * 3_600_000
            case .forgotPassword: 3_600_000
            }
        }
    }

    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    let purpose: Purpose
    /// HMAC under a key of the vault.
    let digest: [UInt8]
    /// The attribute whose address it was sent to.
    let attribute: String
    /// Milliseconds since 1970.
    let expiresAt: Int64
    var failures: Int
}

/// The codes that are out, one for each purpose of a user.
enum Codes {
    static let records = Records<StoredCode>(
        "cognito-idp/code", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.user), .string($0.purpose.text)] })

    static func get(
        _ purpose: StoredCode.Purpose, of user: StoredUser, _ transaction: any ReadTransaction
    ) throws -> StoredCode? {
        try records.get(key(purpose, of: user), account: user.account.digits, in: transaction)
    }

    static func remove(
        _ purpose: StoredCode.Purpose, of user: StoredUser, _ transaction: any WriteTransaction
    ) throws {
        _ = try records.remove(key(purpose, of: user), account: user.account.digits, in: transaction)
    }

    private static func key(_ purpose: StoredCode.Purpose, of user: StoredUser) -> [KeyPart] {
        [.string(user.pool.text), .string(user.sub), .string(purpose.text)]
    }
}
