/// What `UpdateUserPool` sets; a member that is left out falls back to AWS's default.
struct PoolSettings: Codable, Hashable, Sendable {
    var passwordPolicy = PasswordPolicy()
    /// Of `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`; `nil` where none was said (then passwords alone).
    var firstFactors: [String]?
    /// `ACTIVE` or `INACTIVE`.
    var deletionProtection = "INACTIVE"
    var triggers = TriggerSettings()
    var autoVerifiedAttributes: [String]?
    /// Attributes whose new value counts only once it was verified.
    var verifiedBeforeUpdate: [String]?
    var smsVerificationMessage: String?
    var emailVerificationMessage: String?
    var emailVerificationSubject: String?
    var verificationTemplate = VerificationTemplate()
    var smsAuthenticationMessage: String?
    var mfa = MFASettings()
    var devices: DeviceSettings?
    var email: EmailSettings?
    var sms: SMSSettings?
    var adminCreateUser = AdminCreateUserSettings()
    /// `OFF`, `AUDIT` or `ENFORCED`; `nil` where no add-ons were said.
    var advancedSecurityMode: String?
    var customAuthAdvancedSecurityMode: String?
    /// `verified_email`, `verified_phone_number`, `admin_only`, with their priorities.
    var recovery: [RecoveryOption]? = RecoveryOption.standard
    /// `LITE`, `ESSENTIALS` or `PLUS`.
    var tier = "ESSENTIALS"
}

/// What a password must be.
struct PasswordPolicy: Codable, Hashable, Sendable {
    var minimumLength = 8
    var requiresUppercase = true
    var requiresLowercase = true
    var requiresNumbers = true
    var requiresSymbols = true
    /// How many earlier passwords may not come again; 0 for none.
    var history = 0
    /// Days.
    var temporaryValidity = 7
}

/// The functions that a pool calls, by ARN.
struct TriggerSettings: Codable, Hashable, Sendable {
    /// A function with the version of the event that it takes.
    struct Versioned: Codable, Hashable, Sendable {
        var version: String
        var arn: String
    }

    var preSignUp: String?
    var customMessage: String?
    var postConfirmation: String?
    var preAuthentication: String?
    var postAuthentication: String?
    var defineAuthChallenge: String?
    var createAuthChallenge: String?
    var verifyAuthChallengeResponse: String?
    var userMigration: String?
    /// Version `V1_0`, `V2_0` or `V3_0`.
    var preTokenGeneration: Versioned?
    var customSMSSender: Versioned?
    var customEmailSender: Versioned?
    var kmsKeyID: String?
    /// The grant by which the key may be used.
    var kmsGrantID: String?
}

/// The texts of verification messages.
struct VerificationTemplate: Codable, Hashable, Sendable {
    var smsMessage: String?
    var emailMessage: String?
    var emailSubject: String?
    var emailMessageByLink: String?
    var emailSubjectByLink: String?
    /// `CONFIRM_WITH_CODE` or `CONFIRM_WITH_LINK`.
    var defaultEmailOption = "CONFIRM_WITH_CODE"
}

/// Second factors.
struct MFASettings: Codable, Hashable, Sendable {
    /// What a mail with a code says.
    struct EmailTexts: Codable, Hashable, Sendable {
        var message: String?
        var subject: String?
    }

    /// `OFF`, `ON` or `OPTIONAL`.
    var mode = "OFF"
    var isSMSEnabled = false
    /// As it was said; `nil` where nothing was.
    var softwareToken: Bool?
    /// `nil` where codes by mail are no second factor.
    var email: EmailTexts?

    /// Whether codes of authenticator apps are a second factor.
    var isSoftwareTokenEnabled: Bool {
        get { softwareToken == true }
        set { softwareToken = newValue }
    }
}

/// Which devices are remembered.
struct DeviceSettings: Codable, Hashable, Sendable {
    var challengesNewDevices = false
    var remembersOnPromptOnly = false
}

/// How mails are sent.
struct EmailSettings: Codable, Hashable, Sendable {
    var sourceARN: String?
    var replyTo: String?
    /// `COGNITO_DEFAULT` or `DEVELOPER`.
    var sendingAccount: String?
    var from: String?
    var configurationSet: String?
}

/// How text messages are sent.
struct SMSSettings: Codable, Hashable, Sendable {
    var callerARN: String
    var externalID: String?
    var region: String?
}

/// Who may sign up, and what invitations say.
struct AdminCreateUserSettings: Codable, Hashable, Sendable {
    var isAdminOnly = false
    /// Days; as said, before the password policy's own took over.
    var unusedAccountValidity: Int?
    var smsMessage: String?
    var emailMessage: String?
    var emailSubject: String?
}

/// One way to recover an account.
struct RecoveryOption: Codable, Hashable, Sendable {
    /// What AWS gives a pool for which nothing was said.
    static let standard = [
        Self(priority: 1, name: "verified_email"), Self(priority: 2, name: "verified_phone_number"),
    ]

    var priority: Int
    var name: String
}
