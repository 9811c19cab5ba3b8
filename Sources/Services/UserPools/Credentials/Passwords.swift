import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

/// A user's password, as a verifier for SRP and as an Argon2id hash for the flows that send it; both sealed.
struct StoredPassword: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    /// What clients hashed as the pool's name; kept, so that the pool can move under another id.
    let srpPoolName: String
    /// What clients hash as the user's name: the `USER_ID_FOR_SRP` of the challenge. The folded name, so that a pool
    /// that ignores case does not tell by its spelling whether a typed name is somebody's.
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
    var workers = PasswordWorkers()

    /// What is to be stored for a new password; throws `TooManyRequestsException` when too many are being hashed.
    ///
    /// - Parameter previous: the password that it replaces, whose hash goes into the history of the pool's depth.
    func prepare(
        _ password: String, for user: StoredUser, in pool: StoredPool, replacing previous: StoredPassword?,
        isTemporary: Bool = false, at milliseconds: Int64
    ) async throws -> StoredPassword {
        let salts = (
            hash: random.bytes(Argon2id.saltLength), verifier: random.bytes(SecureRemotePassword.saltLength)
        )
        let hash = try await bounded { try await workers.hash(password, salt: salts.hash) }
        let verifier = SecureRemotePassword.verifier(
            pool: pool.id.srpName, user: user.key, password: password, salt: salts.verifier)
        let earlier = previous.map { [$0.hash] + $0.history } ?? []
        return StoredPassword(
            pool: pool.id, account: pool.account, user: user.sub, srpPoolName: pool.id.srpName,
            srpUserID: user.key, salt: verifier.saltHexadecimal,
            verifier: try vault.seal(verifier.value, for: Self.verifierContext(user.sub)),
            hash: try vault.seal(hash, for: Self.hashContext(user.sub)), createdAt: milliseconds,
            isTemporary: isTemporary, history: Array(earlier.prefix(pool.settings.passwordPolicy.history)))
    }

    /// Whether this is the password; takes as long for a user without one (`nil`).
    func verify(_ password: String, against stored: StoredPassword?) async throws -> Bool {
        let hash = try stored.map { try vault.openText($0.hash, for: Self.hashContext($0.user)) }
        return try await bounded { try await workers.isValid(password, against: hash) }
    }

    /// Whether the password is the present one or among the last `depth`.
    func wasUsed(_ password: String, in stored: StoredPassword, depth: Int) async throws -> Bool {
        for sealed in [stored.hash] + stored.history.prefix(depth) {
            let hash = try vault.openText(sealed, for: Self.hashContext(stored.user))
            if try await bounded({ try await workers.isValid(password, against: hash) }) { return true }
        }
        return false
    }

    /// What SRP is answered from where there is no password: a salt, and a number that no password leads to.
    func verifier(withoutPasswordBut salt: [UInt8], shadow: StoredPassword) throws -> SecureRemotePassword.Verifier {
        let value = try vault.open(shadow.verifier, for: Self.verifierContext(shadow.user))
        guard let verifier = SecureRemotePassword.Verifier(salt: salt, value: value) else {
            preconditionFailure("3071 bits that begin with ones are an element of the group")
        }
        return verifier
    }

    /// What SRP is answered from; `nil` only where the record was tampered with.
    func verifier(of stored: StoredPassword) throws -> SecureRemotePassword.Verifier? {
        guard let salt = Hexadecimal.bytes(stored.salt) else { return nil }
        return SecureRemotePassword.Verifier(
            salt: salt, value: try vault.open(stored.verifier, for: Self.verifierContext(stored.user)))
    }

    /// Tells callers to come back where too many passwords wait.
    private func bounded<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch CryptographyFault.overloaded {
            throw UserPoolsError.tooManyRequests("Rate exceeded")
        }
    }

    /// Neither context names the pool: users may move to another with their passwords.
    static func hashContext(_ sub: String) -> String { "cognito-idp/password-hash/\(sub)" }

    static func verifierContext(_ sub: String) -> String { "cognito-idp/srp-verifier/\(sub)" }
}
