import Crypto
import Kernel
import Storage

/// Makes and checks codes of six digits.
///
/// A code's digest covers the address that it was sent to: once the address has changed, the code proves nothing.
struct VerificationCodes: Sendable {
    /// A code that is still to be stored and sent.
    struct Draft: Sendable {
        /// Six digits.
        let text: String
        let stored: StoredCode

        /// Replaces any earlier code for the same purpose; the wrong guesses of the last hour stay counted.
        func store(in transaction: any WriteTransaction) throws {
            try Codes.put(stored, transaction)
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

    /// Wrong guesses after which a code is dead: as many as AWS allows in an hour.
    static let guesses = 15

    let vault: Vault
    let random: any RandomSource

    /// - Parameter attribute: the attribute whose address it will be sent to, such as `email`.
    func draft(
        _ purpose: StoredCode.Purpose, for user: StoredUser, to attribute: String, at milliseconds: Int64
    ) -> Draft {
        let text = random.characters(6, from: Array("0123456789"))
        let code = mac(of: text, purpose, to: attribute, of: user)
        return Draft(
            text: text,
            stored: StoredCode(
                pool: user.pool, account: user.account, user: user.sub, purpose: purpose, digest: Array(code),
                attribute: attribute, expiresAt: milliseconds + purpose.validity, failures: 0))
    }

    /// Compares in constant time; a right code is removed.
    ///
    /// - Parameter isSpent: `false` leaves a right code as it is, for a decision that is made later.
    func check(
        _ code: String, for purpose: StoredCode.Purpose, of user: StoredUser, at milliseconds: Int64,
        isSpent: Bool = true, in transaction: any WriteTransaction
    ) throws -> Verdict {
        guard var stored = try Codes.get(purpose, of: user, transaction) else { return .none }
        guard stored.keptUntil > milliseconds else { return .none }
        guard stored.expiresAt > milliseconds else { return .expired }
        guard stored.failures < Self.guesses,
            stored.recentFailures(at: milliseconds) < purpose.hourlyGuesses
        else { return .exhausted }
        let expected = mac(of: code, purpose, to: stored.attribute, of: user)
        guard expected == stored.digest else {
            stored.noteFailure(at: milliseconds)
            try Codes.records.put(stored, in: transaction)
            return .wrong
        }
        if isSpent { try Codes.remove(purpose, of: user, transaction) }
        return .right(attribute: stored.attribute)
    }

    /// Forgets all codes of a user.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        let prefix: [KeyPart] = [.string(user.pool.text), .string(user.sub)]
        let account = user.account.digits
        for code in try Codes.records.scan(prefix: prefix, account: account, in: transaction) {
            _ = try Codes.records.remove(prefix + [.string(code.purpose.text)], account: account, in: transaction)
        }
    }

    /// Comparing two such codes takes the same time wherever they differ.
    private func mac(
        of code: String, _ purpose: StoredCode.Purpose, to attribute: String, of user: StoredUser
    ) -> HMAC<SHA256>.MAC {
        let address = user.pendingAttributes[attribute] ?? user.attributes[attribute] ?? ""
        let parts = [user.pool.text, user.sub, purpose.text, attribute, address, code]
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: vault.key(for: "cognito-idp/codes"))
    }
}
