import IAMModel
import Kernel

/// Gives a login profile another password.
enum PasswordChange {
    /// As many earlier passwords are kept as rules can ever ask for.
    static let historyLimit = 24

    /// Refuses a password that the rules forbid to use again; the hash must be made with the profile's own salt.
    static func apply(
        _ new: PasswordHash, to login: inout ConsoleLogin, rules: PasswordRules?, at seconds: Int64
    ) throws {
        let used = [login.password] + login.earlier
        if let count = rules?.reusePrevention, used.prefix(count).contains(new) {
            throw IAMError.passwordPolicyViolation(
                "Policy constraint violation with password reuse prevention during password change.")
        }
        login.earlier = Array(used.prefix(historyLimit))
        login.password = new
        login.changedAt = seconds
    }
}
