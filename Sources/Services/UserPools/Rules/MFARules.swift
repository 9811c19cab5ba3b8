import UserPoolsModel
import Wire

/// Which second factors a pool may have.
///
/// Source of the texts: AWS's answers as issues of aws-sdk-js (4186), terraform-provider-aws, aws-cdk (11478, 12075)
/// and go-to-k/cdkd (1923, 1975, 1977) quote them.
enum MFARules {
    /// What `SetUserPoolMfaConfig` asks for, checked.
    static func apply(_ input: SetUserPoolMfaConfigRequest, to settings: inout PoolSettings) throws {
        guard input.webAuthnConfiguration == nil else { throw Refusal.unsupported("WebAuthnConfiguration") }
        let mode = input.mfaConfiguration?.rawValue ?? settings.mfa.mode
        let isToken = input.softwareTokenMfaConfiguration?.enabled == true
        let hasOther = input.smsMfaConfiguration != nil || input.emailMfaConfiguration != nil
        guard mode != "OFF" else {
            // Even one that enables nothing.
            guard !hasOther, input.softwareTokenMfaConfiguration == nil else {
                throw Refusal.invalid(
                    "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
            }
            settings.mfa = MFASettings()
            return
        }
        guard isToken || hasOther else {
            throw Refusal.invalid(
                "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.")
        }
        settings.mfa = MFASettings(
            mode: mode, softwareToken: input.softwareTokenMfaConfiguration.map { $0.enabled ?? false })
        if let email = input.emailMfaConfiguration {
            try checkTier(settings, has: "Email MFA")
            settings.mfa.email = MFASettings.EmailTexts(message: email.message, subject: email.subject)
        }
        if let sms = input.smsMfaConfiguration {
            settings.sms = sms.smsConfiguration.map(SMSSettings.init) ?? settings.sms
            settings.smsAuthenticationMessage = sms.smsAuthenticationMessage ?? settings.smsAuthenticationMessage
            guard settings.sms != nil else { throw lacksSMS() }
            settings.mfa.isSMSEnabled = true
        }
        try check(settings)
        try RecoveryRules.check(settings)
    }

    /// Refuses factors that go together with nothing else that the settings say.
    ///
    /// A code by mail would prove nothing to somebody who recovers the password by the same mailbox.
    static func check(_ settings: PoolSettings) throws {
        guard settings.mfa.mode != "OFF" else { return }
        let first = Set(settings.firstFactors ?? ["PASSWORD"])
        guard settings.mfa.mode != "ON" || first.isSubset(of: ["PASSWORD", "WEB_AUTHN"]) else {
            throw Refusal.invalid(
                "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled")
        }
        guard settings.mfa.email != nil else { return }
        guard settings.email?.sendingAccount == "DEVELOPER" else {
            throw Refusal.invalid(
                "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of "
                    + "COGNITO_DEFAULT.")
        }
        guard let recovery = settings.recovery, recovery.contains(where: { $0.name != "verified_email" }) else {
            throw Refusal.invalid(
                "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only "
                    + "verified_email in RecoveryMechanisms.")
        }
    }

    /// What a pool's settings say of second factors in passing: the mode, and text messages by being configured.
    static func apply(mode: String, to settings: inout PoolSettings) throws {
        settings.mfa.mode = mode
        guard mode != "OFF" else { return }
        let hasOther = settings.mfa.isSoftwareTokenEnabled || settings.mfa.email != nil
        if settings.sms == nil {
            settings.mfa.isSMSEnabled = false
            guard hasOther else { throw lacksSMS() }
        } else if !hasOther {
            settings.mfa.isSMSEnabled = true
        }
    }

    /// Refuses what the cheapest tier does not have.
    static func checkTier(_ settings: PoolSettings, has feature: String) throws {
        guard settings.tier != "LITE" else {
            throw UserPoolsError.featureUnavailableInTier("\(feature) is not available in the LITE tier.")
        }
    }

    private static func lacksSMS() -> ServiceError {
        Refusal.invalid(
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional")
    }
}

extension PoolSettings {
    /// Text messages as a second factor, as answers show them; `nil` where they are none.
    var smsFactor: SmsMfaConfigType? {
        guard mfa.isSMSEnabled else { return nil }
        return SmsMfaConfigType(smsAuthenticationMessage: smsAuthenticationMessage, smsConfiguration: sms?.model)
    }
}
