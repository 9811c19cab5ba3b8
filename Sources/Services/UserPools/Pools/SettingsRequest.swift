import UserPoolsModel
import Wire

/// What `CreateUserPool` and `UpdateUserPool` say alike of a pool's settings.
struct SettingsRequest: Sendable {
    var policies: UserPoolPolicyType?
    var deletionProtection: DeletionProtectionType?
    var lambda: LambdaConfigType?
    var autoVerified: [VerifiedAttributeType]?
    var smsVerificationMessage: String?
    var emailVerificationMessage: String?
    var emailVerificationSubject: String?
    var template: VerificationMessageTemplateType?
    var smsAuthenticationMessage: String?
    var updates: UserAttributeUpdateSettingsType?
    var mfa: UserPoolMfaType?
    var devices: DeviceConfigurationType?
    var email: EmailConfigurationType?
    var sms: SmsConfigurationType?
    var adminCreateUser: AdminCreateUserConfigType?
    var addOns: UserPoolAddOnsType?
    var recovery: AccountRecoverySettingType?
    var tier: UserPoolTierType?

    init(_ input: CreateUserPoolRequest) {
        policies = input.policies
        deletionProtection = input.deletionProtection
        lambda = input.lambdaConfig
        autoVerified = input.autoVerifiedAttributes
        smsVerificationMessage = input.smsVerificationMessage
        emailVerificationMessage = input.emailVerificationMessage
        emailVerificationSubject = input.emailVerificationSubject
        template = input.verificationMessageTemplate
        smsAuthenticationMessage = input.smsAuthenticationMessage
        updates = input.userAttributeUpdateSettings
        mfa = input.mfaConfiguration
        devices = input.deviceConfiguration
        email = input.emailConfiguration
        sms = input.smsConfiguration
        adminCreateUser = input.adminCreateUserConfig
        addOns = input.userPoolAddOns
        recovery = input.accountRecoverySetting
        tier = input.userPoolTier
    }

    init(_ input: UpdateUserPoolRequest) {
        policies = input.policies
        deletionProtection = input.deletionProtection
        lambda = input.lambdaConfig
        autoVerified = input.autoVerifiedAttributes
        smsVerificationMessage = input.smsVerificationMessage
        emailVerificationMessage = input.emailVerificationMessage
        emailVerificationSubject = input.emailVerificationSubject
        template = input.verificationMessageTemplate
        smsAuthenticationMessage = input.smsAuthenticationMessage
        updates = input.userAttributeUpdateSettings
        mfa = input.mfaConfiguration
        devices = input.deviceConfiguration
        email = input.emailConfiguration
        sms = input.smsConfiguration
        adminCreateUser = input.adminCreateUserConfig
        addOns = input.userPoolAddOns
        recovery = input.accountRecoverySetting
        tier = input.userPoolTier
    }

    /// The settings that follow, with AWS's defaults for what was left out; of second factors only the mode, the rest
    /// is `SetUserPoolMfaConfig`'s.
    ///
    /// - Parameter old: those that they replace, of which each policy stays that is not said anew. Source: AWS's
    ///   answers as pull request 1982 of go-to-k/cdkd measured them.
    func settings(replacing old: PoolSettings?) -> PoolSettings {
        var settings = PoolSettings()
        settings.passwordPolicy = policies?.passwordPolicy.map { PasswordPolicy($0) } ?? old?.passwordPolicy ?? .init()
        if let validity = adminCreateUser?.unusedAccountValidityDays, validity != 0 {
            settings.passwordPolicy.temporaryValidity = validity
        }
        let factors = policies?.signInPolicy?.allowedFirstAuthFactors?.map(\.rawValue)
        settings.firstFactors = factors ?? old?.firstFactors
        settings.deletionProtection = deletionProtection?.rawValue ?? "INACTIVE"
        if let lambda { settings.triggers = TriggerSettings(lambda) }
        settings.autoVerifiedAttributes = autoVerified.map { $0.map(\.rawValue) }
        settings.verifiedBeforeUpdate = updates.map {
            ($0.attributesRequireVerificationBeforeUpdate ?? []).map(\.rawValue)
        }
        addTexts(to: &settings)
        settings.mfa.mode = mfa?.rawValue ?? "OFF"
        settings.devices = devices.map(DeviceSettings.init)
        settings.email = email.map(EmailSettings.init)
        settings.sms = sms.map(SMSSettings.init)
        if let adminCreateUser { settings.adminCreateUser = AdminCreateUserSettings(adminCreateUser) }
        settings.advancedSecurityMode = addOns?.advancedSecurityMode.rawValue
        settings.customAuthAdvancedSecurityMode = addOns?.advancedSecurityAdditionalFlows?.customAuthMode?.rawValue
        if let mechanisms = recovery?.recoveryMechanisms {
            settings.recovery = mechanisms.map { RecoveryOption(priority: $0.priority, name: $0.name.rawValue) }
        }
        settings.tier = tier?.rawValue ?? "ESSENTIALS"
        return settings
    }

    /// The older members and the template's are two names for the same texts; the answer carries both.
    private func addTexts(to settings: inout PoolSettings) {
        let sms = template?.smsMessage ?? smsVerificationMessage
        let message = template?.emailMessage ?? emailVerificationMessage
        let subject = template?.emailSubject ?? emailVerificationSubject
        settings.smsVerificationMessage = sms
        settings.emailVerificationMessage = message
        settings.emailVerificationSubject = subject
        settings.smsAuthenticationMessage = smsAuthenticationMessage
        settings.verificationTemplate = VerificationTemplate(
            smsMessage: sms, emailMessage: message, emailSubject: subject,
            emailMessageByLink: template?.emailMessageByLink, emailSubjectByLink: template?.emailSubjectByLink,
            defaultEmailOption: template?.defaultEmailOption?.rawValue ?? "CONFIRM_WITH_CODE")
    }
}
