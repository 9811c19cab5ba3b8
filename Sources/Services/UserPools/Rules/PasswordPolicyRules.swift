import UserPoolsModel
import Wire

/// What passwords must be.
enum PasswordPolicyRules {
    /// AWS words the same refusal in three ways.
    enum Wording: String, Sendable {
        /// `SignUp`.
        case signUp = "Password did not conform with policy: "
        /// `AdminCreateUser`.
        case temporary = "Password did not conform with password policy: "
        /// `ConfirmForgotPassword`, `ChangePassword`, `AdminSetUserPassword` and the challenge for a new password.
        case change = "Password does not conform to policy: "
    }

    /// The special characters that AWS counts, besides the space inside a password.
    ///
    /// Source: "Adding user pool password requirements" in the developer guide.
    private static let symbols = Set("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ".utf8)

    /// Refuses with `InvalidPasswordException` and AWS's text, which names the first rule that is broken.
    static func check(_ password: String, against policy: PasswordPolicy, wording: Wording = .signUp) throws {
        let bytes = password.utf8
        func has(_ range: ClosedRange<Character>) -> Bool {
            bytes.contains { range.contains(Character(Unicode.Scalar($0))) && $0 < 0x80 }
        }
        let broken: String? =
            if password.unicodeScalars.count < policy.minimumLength {
                "Password not long enough"
            } else if policy.requiresUppercase, !has("A"..."Z") {
                "Password must have uppercase characters"
            } else if policy.requiresLowercase, !has("a"..."z") {
                "Password must have lowercase characters"
            } else if policy.requiresNumbers, !has("0"..."9") {
                "Password must have numeric characters"
            } else if policy.requiresSymbols, !bytes.contains(where: symbols.contains) {
                "Password must have symbol characters"
            } else {
                nil
            }
        if let broken { throw UserPoolsError.invalidPassword(wording.rawValue + broken) }
    }

    /// Refuses a password that the pool remembers.
    static func checkHistory(
        of password: String, in stored: StoredPassword?, pool: StoredPool, passwords: Passwords
    ) async throws {
        let depth = pool.settings.passwordPolicy.history
        guard depth > 0, let stored else { return }
        if try await passwords.wasUsed(password, in: stored, depth: depth) {
            throw UserPoolsError.passwordHistoryPolicyViolation("Password has previously been used")
        }
    }
}
