import Kernel
import Storage

/// Wrong guesses of one user over all factors: passwords, codes, devices, authenticator apps.
struct StoredAttempts: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    var failures: Int
    /// Milliseconds since 1970.
    var lastFailure: Int64
    var lockedUntil: Int64
}

/// AWS's curve: from the fifth failure on, each locks for 2^(n-5) seconds, up to about 15 minutes; attempts while
/// locked do not count; 15 quiet minutes forget all.
enum Lockout {
    static let records = Records<StoredAttempts>(
        "cognito-idp/attempts", account: \.account.digits, key: { [.string($0.pool.text), .string($0.user)] })

    /// Whether the user must wait; to be asked before a factor is looked at.
    static func isLocked(
        _ user: StoredUser, at milliseconds: Int64, _ transaction: any ReadTransaction
    ) throws -> Bool {
        preconditionFailure("not written yet")
    }

    static func noteFailure(
        of user: StoredUser, at milliseconds: Int64, _ transaction: any WriteTransaction
    ) throws {
        preconditionFailure("not written yet")
    }

    /// Forgets the failures of a user who signed in, or was deleted.
    static func clear(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        preconditionFailure("not written yet")
    }
}
