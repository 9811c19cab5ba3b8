import Kernel

/// What an account has chosen for all its users.
struct AccountSettings: Codable, Hashable, Sendable {
    let account: AccountID
    var alias: String?
    /// `nil` where the account never set one: AWS's default rules hold.
    var passwordRules: PasswordRules?
}
