import Kernel
import Storage
import UserPoolsModel
import Wire

/// What a pool may be, and how many an account may have.
enum PoolRules {
    /// Pools that an account may have in a region.
    static let limit = 1000

    /// Refuses one pool too many.
    static func checkRoom(in call: Call, _ transaction: any ReadTransaction) throws {
        let region: [KeyPart] = [.string(call.region.name)]
        let all = try Pools.records.count(prefix: region, account: call.account.digits, in: transaction)
        let deleted = try Pools.records.count(
            index: "deleted-here", prefix: region, account: call.account.digits, in: transaction)
        guard all - deleted < limit else {
            throw UserPoolsError.limitExceeded("Exceeded maximum number of user pools: \(limit)")
        }
    }

    /// Refuses to change or delete a pool into which users are being imported.
    static func checkNoImport(into pool: StoredPool, _ transaction: any ReadTransaction) throws {
        let active = try ImportJobs.records.find(
            "active", [.string(pool.id.region.name)], account: pool.account.digits, in: transaction)
        guard active?.pool != pool.id else {
            throw UserPoolsError.userImportInProgress("Users are being imported into user pool \(pool.id).")
        }
    }

    /// Refuses alias and username attributes together.
    static func checkNames(_ input: CreateUserPoolRequest) throws {
        let hasAliases = input.aliasAttributes?.isEmpty == false
        guard !hasAliases || input.usernameAttributes?.isEmpty ?? true else {
            throw Refusal.invalid(
                "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
        }
    }

    /// The settings that a request asks for, checked.
    ///
    /// - Parameter old: those that they replace; of them stay the second factors, which have an operation of their
    ///   own, policies that are not said anew, and what `UpdateUserPool` says of tiers and of attributes that wait for
    ///   verification.
    static func settings(_ request: SettingsRequest, replacing old: PoolSettings?) throws -> PoolSettings {
        try checkServed(request)
        try checkTriggers(request.lambda)
        try checkValidity(request)
        var settings = request.settings(replacing: old)
        var mode = settings.mfa.mode
        let autoVerified = Set(settings.autoVerifiedAttributes ?? [])
        if request.updates != nil, !autoVerified.isSuperset(of: settings.verifiedBeforeUpdate ?? []) {
            throw Refusal.invalid(
                "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
        }
        if let old {
            // A second factor does not become optional because a request is silent about it.
            if request.mfa == nil { mode = old.mfa.mode }
            settings.mfa = old.mfa
            settings.tier = request.tier?.rawValue ?? old.tier
            if request.updates == nil { settings.verifiedBeforeUpdate = old.verifiedBeforeUpdate }
        }
        try MFARules.apply(mode: mode, to: &settings)
        try MFARules.check(settings)
        try checkMessages(settings)
        try RecoveryRules.check(settings)
        if settings.firstFactors.map(Set.init) ?? ["PASSWORD"] != ["PASSWORD"] {
            try MFARules.checkTier(settings, has: "Sign-in without passwords")
        }
        return settings
    }

    /// Refuses what AWS has and this server does not.
    private static func checkServed(_ request: SettingsRequest) throws {
        let members: [(Bool, String)] = [
            (request.lambda?.inboundFederation == nil, "LambdaConfig with InboundFederation"),
            (
                request.policies?.signInPolicy?.allowedFirstAuthFactors?.contains(.webAuthn) != true,
                "SignInPolicy with WEB_AUTHN"
            ),
        ]
        for (isServed, member) in members where !isServed { throw Refusal.unsupported(member) }
    }

    /// The two names of the token trigger must mean the same function, and who carries messages needs a key.
    private static func checkTriggers(_ lambda: LambdaConfigType?) throws {
        if lambda?.customEmailSender != nil || lambda?.customSMSSender != nil, lambda?.kmsKeyID == nil {
            throw Refusal.invalid("KMSKeyID is required when CustomEmailSender or CustomSMSSender is configured.")
        }
        guard let plain = lambda?.preTokenGeneration, let versioned = lambda?.preTokenGenerationConfig else { return }
        guard plain == versioned.lambdaArn else {
            throw Refusal.invalid(
                "PreTokenGeneration and PreTokenGenerationConfig must have the same Lambda function ARN.")
        }
    }

    /// Days for which temporary passwords last are said in one place.
    ///
    /// Source: AWS's answer as aws-sdk-js issue 3817 quotes it.
    private static func checkValidity(_ request: SettingsRequest) throws {
        guard request.adminCreateUser?.unusedAccountValidityDays ?? 0 != 0 else { return }
        guard request.policies?.passwordPolicy?.temporaryPasswordValidityDays == nil else {
            throw Refusal.invalid(
                "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
        }
    }

    /// Where text messages or a mail sender of one's own are asked for, they must be configured.
    private static func checkMessages(_ settings: PoolSettings) throws {
        let verified = settings.autoVerifiedAttributes ?? []
        guard settings.sms != nil || !verified.contains("phone_number") else {
            throw Refusal.invalid("SMS configuration is required when phone_number is selected for auto verification")
        }
        guard settings.email?.sendingAccount != "DEVELOPER" || settings.email?.sourceARN != nil else {
            throw Refusal.invalid("Source ARN is required when the email sending account is DEVELOPER.")
        }
    }
}
