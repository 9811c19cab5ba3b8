import Storage
import Testing

@testable import ServiceUserPools

/// What a sign-in asks for next, decided without doing anything.
@Suite struct SignInRulesTests {
    /// One situation: how the pool and the user stand, and what must follow a proved password.
    struct Situation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mode: String
        let offers: [SecondFactorKind]
        let attributes: [String: String]
        let mfa: UserMFA
        let step: SignInRules.Step

        init(
            _ name: String, mode: String = "OPTIONAL", offers: [SecondFactorKind] = [.sms, .softwareToken],
            attributes: [String: String] = [:], mfa: UserMFA = UserMFA(), step: SignInRules.Step
        ) {
            testDescription = name
            self.mode = mode
            self.offers = offers
            self.attributes = attributes
            self.mfa = mfa
            self.step = step
        }
    }

    private static let phone = ["phone_number": "+15550001111"]
    private static let app = UserMFA(isSoftwareTokenEnabled: true, seed: Sealed(bytes: [1]))
    private static let both = UserMFA(isSMSEnabled: true, isSoftwareTokenEnabled: true, seed: Sealed(bytes: [1]))

    static let situations = [
        Situation("off, though turned on by the user", mode: "OFF", attributes: phone, mfa: both, step: .tokens),
        Situation("optional and not turned on", attributes: phone, step: .tokens),
        Situation(
            "optional, text messages", attributes: phone, mfa: UserMFA(isSMSEnabled: true), step: .secondFactor(.sms)),
        Situation("optional, without a number", mfa: UserMFA(isSMSEnabled: true), step: .tokens),
        Situation(
            "optional, by the old settings", attributes: phone, mfa: UserMFA(legacyDelivery: ["phone_number"]),
            step: .secondFactor(.sms)),
        Situation("optional, app", mfa: app, step: .secondFactor(.softwareToken)),
        Situation("app that the pool does not offer", offers: [.sms], mfa: app, step: .tokens),
        Situation("both, none preferred", attributes: phone, mfa: both, step: .mfaChoice([.sms, .softwareToken])),
        Situation(
            "both, app preferred", attributes: phone,
            mfa: UserMFA(
                isSMSEnabled: true, isSoftwareTokenEnabled: true, preferred: "SOFTWARE_TOKEN_MFA",
                seed: Sealed(bytes: [1])), step: .secondFactor(.softwareToken)),
        Situation("required, number", mode: "ON", attributes: phone, step: .secondFactor(.sms)),
        Situation(
            "required, app verified", mode: "ON", attributes: phone, mfa: UserMFA(seed: Sealed(bytes: [1])),
            step: .secondFactor(.softwareToken)),
        Situation("required, nothing", mode: "ON", step: .mfaSetup([.sms, .softwareToken])),
        Situation(
            "required, app only", mode: "ON", offers: [.softwareToken], attributes: phone,
            step: .mfaSetup([.softwareToken])),
        Situation(
            "mail", offers: [.email], attributes: ["email": "a@b.c"], mfa: UserMFA(isEmailEnabled: true),
            step: .secondFactor(.email)),
    ]

    /// AWS's modes of second factors against what users have.
    @Test(arguments: situations) func asksForSecondFactors(_ situation: Situation) throws {
        let pool = try pool(situation.mode, situation.offers)
        var user = SamplePool.user("ada", in: pool, attributes: situation.attributes)
        user.mfa = situation.mfa
        #expect(SignInRules.next(after: state(in: pool), user: user, pool: pool, device: nil) == situation.step)
    }

    /// A remembered device spares the second factor only where the pool says so, and must prove itself.
    @Test(arguments: [
        (true, true, SignInRules.Step.deviceSRP), (true, false, .secondFactor(.sms)),
        (false, true, .secondFactor(.sms)),
    ])
    func sparesSecondFactors(isRemembered: Bool, challengesNewOnes: Bool, step: SignInRules.Step) throws {
        var pool = try pool("ON", [.sms])
        pool.settings.devices = DeviceSettings(challengesNewDevices: challengesNewOnes)
        let user = SamplePool.user("ada", in: pool, attributes: Self.phone)
        let device = StoredDevice(
            pool: pool.id, account: pool.account, user: user.sub, key: "k", groupKey: "g", salt: "00",
            verifier: Sealed(bytes: []), isRemembered: isRemembered, createdAt: 0, modifiedAt: 0, authenticatedAt: 0)
        #expect(SignInRules.next(after: state(in: pool), user: user, pool: pool, device: device) == step)
        let proved = state(in: pool).proving(.secondFactor)
        let next = SignInRules.next(after: proved, user: user, pool: pool, device: device)
        #expect(next == (isRemembered ? .deviceSRP : .tokens))
        #expect(SignInRules.next(after: proved.proving(.device), user: user, pool: pool, device: device) == .tokens)
    }

    /// A temporary password must be replaced before anything else, but only by who proved it.
    @Test func replacesTemporaryPasswordsFirst() throws {
        let pool = try pool("ON", [.sms])
        let user = SamplePool.user("ada", in: pool, attributes: Self.phone, status: .forceChangePassword)
        #expect(SignInRules.next(after: state(in: pool), user: user, pool: pool, device: nil) == .newPassword)
    }

    /// AWS's texts for users who may not sign in.
    @Test(arguments: [
        (StoredUser.Status.confirmed, true, "no refusal"), (.forceChangePassword, true, "no refusal"),
        (.unconfirmed, true, "UserNotConfirmedException: User is not confirmed."),
        (.resetRequired, true, "PasswordResetRequiredException: Password reset required for the user"),
        (.confirmed, false, "NotAuthorizedException: User is disabled."),
    ])
    func admitsUsers(status: StoredUser.Status, isEnabled: Bool, answer: String) throws {
        let pool = try SamplePool.make()
        var user = SamplePool.user("ada", in: pool, status: status)
        user.isEnabled = isEnabled
        #expect(refusal { try SignInRules.admit(user) } == answer)
    }

    /// First factors by what the pool allows and the user has, in the order that AWS was seen to give.
    @Test func offersFirstFactors() throws {
        var pool = try SamplePool.make()
        pool.settings.firstFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]
        let mail = ["email": "a@b.c", "email_verified": "true"]
        let user = SamplePool.user("ada", in: pool, attributes: mail)
        let all = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]
        #expect(SignInRules.firstFactors(of: user, hasPassword: true, in: pool) == all)
        #expect(SignInRules.firstFactors(of: user, hasPassword: false, in: pool) == ["EMAIL_OTP"])
        let fresh = SamplePool.user("ada", in: pool, attributes: mail, status: .forceChangePassword)
        #expect(SignInRules.firstFactors(of: fresh, hasPassword: true, in: pool) == ["PASSWORD_SRP", "PASSWORD"])
    }

    private func pool(_ mode: String, _ offers: [SecondFactorKind]) throws -> StoredPool {
        var settings = PoolSettings()
        settings.mfa.mode = mode
        settings.mfa.isSMSEnabled = offers.contains(.sms)
        settings.mfa.isSoftwareTokenEnabled = offers.contains(.softwareToken)
        settings.mfa.email = offers.contains(.email) ? MFASettings.EmailTexts() : nil
        return try SamplePool.make(settings: settings)
    }

    private func state(in pool: StoredPool) -> SignInState {
        SignInState(
            id: "1", pool: pool.id, client: "c", user: "s", standing: .user, name: "ada", username: "ada",
            flow: .srp, startedAt: 0, expiresAt: 1, proved: [.password], pending: .password)
    }
}
