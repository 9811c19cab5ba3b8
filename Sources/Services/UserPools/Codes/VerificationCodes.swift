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

/// Makes and checks codes of six digits.
struct VerificationCodes: Sendable {
    /// A code that is still to be stored and sent.
    struct Draft: Sendable {
        /// Six digits.
        let text: String
        let stored: StoredCode

        /// Replaces any earlier code for the same purpose.
        func store(in transaction: any WriteTransaction) throws {
            preconditionFailure("not written yet")
        }
    }

    /// What a check found. Wrong guesses are counted, so the transaction must commit whatever the verdict.
    enum Verdict: Hashable, Sendable {
        /// The code is spent; it proved the address of this attribute.
        case right(attribute: String)
        case wrong
        case expired
        /// No code was asked for.
        case none
        /// Too many wrong guesses; the code is dead.
        case exhausted
    }

    let vault: Vault
    let random: any RandomSource

    /// - Parameter attribute: the attribute whose address it will be sent to, such as `email`.
    func draft(
        _ purpose: StoredCode.Purpose, for user: StoredUser, to attribute: String, at milliseconds: Int64
    ) -> Draft {
        preconditionFailure("not written yet")
    }

    /// Compares in constant time; a right code is removed.
    func check(
        _ code: String, for purpose: StoredCode.Purpose, of user: StoredUser, at milliseconds: Int64,
        in transaction: any WriteTransaction
    ) throws -> Verdict {
        preconditionFailure("not written yet")
    }

    /// Forgets all codes of a user.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        preconditionFailure("not written yet")
    }
}
