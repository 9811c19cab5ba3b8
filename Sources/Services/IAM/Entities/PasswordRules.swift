/// What passwords of an account's users must satisfy; the defaults are those that UpdateAccountPasswordPolicy sets.
struct PasswordRules: Codable, Hashable, Sendable {
    var minimumLength = 6
    var requiresSymbols = false
    var requiresNumbers = false
    var requiresUppercase = false
    var requiresLowercase = false
    var usersMayChange = false
    /// Days until a password expires; `nil` for never.
    var maximumAge: Int?
    /// How many earlier passwords may not be used again.
    var reusePrevention: Int?
    /// Whether an expired password can only be renewed by an administrator.
    var hardExpiry: Bool?
}
