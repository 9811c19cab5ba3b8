import Cryptography
import Kernel
import Storage

/// A user's password, as a verifier for SRP and as an Argon2id hash for the flows that send it; both sealed.
struct StoredPassword: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    /// What clients hashed as the pool's name; kept, so that the pool can move under another id.
    let srpPoolName: String
    /// What clients hash as the user's name: the `USER_ID_FOR_SRP` of the challenge.
    let srpUserID: String
    /// Hexadecimal.
    let salt: String
    let verifier: Sealed
    let hash: Sealed
    /// Milliseconds since 1970.
    let createdAt: Int64
    /// Set by an administrator, to be replaced at the first sign-in.
    var isTemporary: Bool
    /// Earlier passwords' hashes, the latest first.
    var history: [Sealed]
}

/// Makes, keeps and checks passwords. Hashing is slow by design and happens outside transactions, by few workers.
struct Passwords: Sendable {
    static let records = Records<StoredPassword>(
        "cognito-idp/password", account: \.account.digits, key: { key($0.pool, $0.user) })

    static func key(_ pool: PoolID, _ sub: String) -> [KeyPart] { [.string(pool.text), .string(sub)] }

    static func get(_ user: StoredUser, _ transaction: any ReadTransaction) throws -> StoredPassword? {
        try records.get(key(user.pool, user.sub), account: user.account.digits, in: transaction)
    }

    let vault: Vault
    let random: any RandomSource

    /// What is to be stored for a new password; throws `TooManyRequestsException` when too many are being hashed.
    ///
    /// - Parameter previous: the password that it replaces, whose hash goes into the history of the pool's depth.
    func prepare(
        _ password: String, for user: StoredUser, in pool: StoredPool, replacing previous: StoredPassword?,
        isTemporary: Bool = false, at milliseconds: Int64
    ) async throws -> StoredPassword {
        preconditionFailure("not written yet")
    }

    /// Whether this is the password; takes as long for a user without one (`nil`).
    func verify(_ password: String, against stored: StoredPassword?) async throws -> Bool {
        preconditionFailure("not written yet")
    }

    /// Whether the password is the present one or among the last `depth`.
    func wasUsed(_ password: String, in stored: StoredPassword, depth: Int) async throws -> Bool {
        preconditionFailure("not written yet")
    }
}
