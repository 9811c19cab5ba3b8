import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Turning second factors on and off.
@Suite struct MFAPreferenceTests {
    private static let phone = ["phone_number": "+15550001111"]

    /// What AWS refuses, in the words that SDKs' users quote; nothing changes then.
    @Test(
        arguments: [
            (
                [:], UserMFA(), SMSMfaSettingsType(enabled: true), nil,
                "User does not have delivery config set to turn on SMS_MFA"
            ),
            (
                [:], UserMFA(), nil, SoftwareTokenMfaSettingsType(enabled: true, preferredMfa: true),
                "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"
            ),
            (
                [:], UserMFA(pendingSeed: Sealed(bytes: [1])), nil, SoftwareTokenMfaSettingsType(enabled: true),
                "User has not verified software token mfa"
            ),
            (
                phone, UserMFA(seed: Sealed(bytes: [1])), SMSMfaSettingsType(enabled: true, preferredMfa: true),
                SoftwareTokenMfaSettingsType(enabled: true, preferredMfa: true), "Only one MFA method can be preferred."
            ),
        ] as [([String: String], UserMFA, SMSMfaSettingsType?, SoftwareTokenMfaSettingsType?, String)])
    func refuses(
        attributes: [String: String], mfa: UserMFA, sms: SMSMfaSettingsType?, app: SoftwareTokenMfaSettingsType?,
        text: String
    ) throws {
        var user = SamplePool.user("ada", in: try SamplePool.make(), attributes: attributes)
        user.mfa = mfa
        let answer = refusal {
            try MFAPreference(sms: sms, softwareToken: app, email: nil, webAuthn: nil).apply(to: &user)
        }
        #expect(answer == "InvalidParameterException: \(text)")
        #expect(user.mfa == mfa)
    }

    /// What is not said stays; what is turned off is not preferred any more.
    @Test func appliesWhatWasSaid() throws {
        var user = SamplePool.user("ada", in: try SamplePool.make(), attributes: Self.phone)
        user.mfa.seed = Sealed(bytes: [1])
        try MFAPreference(
            sms: .init(enabled: true), softwareToken: .init(enabled: true, preferredMfa: true), email: nil,
            webAuthn: nil
        ).apply(to: &user)
        #expect(user.mfa.isSMSEnabled && user.mfa.preferred == "SOFTWARE_TOKEN_MFA")
        try MFAPreference(sms: nil, softwareToken: .init(enabled: false), email: nil, webAuthn: nil).apply(to: &user)
        #expect(user.mfa.isSMSEnabled && !user.mfa.isSoftwareTokenEnabled && user.mfa.preferred == nil)
    }

    /// The operations of the user and of the administrator do the same, and sign-in follows.
    @Test func followsThePreference() async throws {
        let door = try await FrontDoor(
            attributes: Self.phone,
            configure: { pool in
                pool.settings.mfa.mode = "OPTIONAL"
                pool.settings.mfa.isSMSEnabled = true
            })
        let token = try #require(try await door.signIn().tokens?.accessToken)
        _ = try await door.room.run(
            UserPoolsModel.SetUserMFAPreference.self,
            .init(smsMfaSettings: .init(enabled: true, preferredMfa: true), accessToken: token))
        let factors = try await door.room.run(UserPoolsModel.GetUserAuthFactors.self, .init(accessToken: token))
        #expect(factors.preferredMfaSetting == "SMS_MFA" && factors.userMFASettingList == ["SMS_MFA"])
        #expect(factors.configuredUserAuthFactors?.map(\.rawValue) == ["PASSWORD"])
        #expect(try await door.signIn().challenge == "SMS_MFA")
        _ = try await door.room.run(
            UserPoolsModel.AdminSetUserMFAPreference.self,
            .init(
                smsMfaSettings: .init(enabled: false), username: "ada", userPoolId: door.pool.id.text))
        #expect(try await door.signIn().tokens != nil)
    }
}
