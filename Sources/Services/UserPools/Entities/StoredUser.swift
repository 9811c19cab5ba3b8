import Kernel
import Storage

/// A user of a pool. Passwords, codes, devices and sign-in attempts are records of their own.
struct StoredUser: Codable, Hashable, Sendable {
    /// AWS's words.
    enum Status: String, Codable, Sendable {
        case unconfirmed = "UNCONFIRMED"
        case confirmed = "CONFIRMED"
        case archived = "ARCHIVED"
        case compromised = "COMPROMISED"
        case unknown = "UNKNOWN"
        case resetRequired = "RESET_REQUIRED"
        case forceChangePassword = "FORCE_CHANGE_PASSWORD"
        case externalProvider = "EXTERNAL_PROVIDER"
    }

    let pool: PoolID
    let account: AccountID
    /// As it was given; in pools with username attributes the same as `sub`.
    let username: String
    /// The name by which it is found and ordered: `pool.folded(username)`.
    let key: String
    let sub: String
    /// Everything but `sub`: `email`, `email_verified` ("true" or "false"), `custom:team`.
    var attributes: [String: String]
    var status: Status
    var isEnabled = true
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64
    /// What signs in besides the user name, as `AliasRules` found them: `email:ada@example.com`, folded. Unique in a
    /// pool: the index decides races.
    var aliases: [String] = []
    var mfa = UserMFA()
    /// Accounts at other providers, in the order in which they were linked.
    var identities: [LinkedIdentity] = []
    /// New values that wait for their code, by attribute name (pools with verification before update).
    var pendingAttributes: [String: String] = [:]

    /// Whether an attribute was verified.
    func isVerified(_ attribute: String) -> Bool { attributes["\(attribute)_verified"] == "true" }
}

/// A user's second factors.
struct UserMFA: Codable, Hashable, Sendable {
    var isSMSEnabled = false
    var isEmailEnabled = false
    var isSoftwareTokenEnabled = false
    /// `SMS_MFA`, `EMAIL_OTP` or `SOFTWARE_TOKEN_MFA`.
    var preferred: String?
    /// The seed of a verified authenticator app, and of one that was begun. Sealed for `UserMFA.seedContext(sub)`.
    var seed: Sealed?
    var pendingSeed: Sealed?
    /// What the user calls the app.
    var seedName: String?
    /// The time step of the last code that was taken; a code is good once.
    var spentStep: Int64?
    /// Attributes named by the legacy `SetUserSettings`, such as `phone_number`.
    var legacyDelivery: [String] = []

    static func seedContext(_ sub: String) -> String { "cognito-idp/totp-seed/\(sub)" }
}

/// An account at another provider that signs in as this user.
struct LinkedIdentity: Codable, Hashable, Sendable {
    var providerName: String
    /// `Facebook`, `Google`, `SAML`, `OIDC`, …
    var providerType: String
    var userID: String
    var issuer: String?
    var isPrimary: Bool
    /// Milliseconds since 1970.
    var createdAt: Int64

    /// By which the pool finds its user; no name or address has this form.
    var alias: String { Self.alias(providerName, userID) }

    static func alias(_ provider: String, _ userID: String) -> String { "identity:\(provider):\(userID)" }
}
