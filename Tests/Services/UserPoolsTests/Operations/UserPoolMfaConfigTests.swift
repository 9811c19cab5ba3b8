import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Second factors of a pool: what is set is told, and what contradicts itself is refused as AWS refuses it.
struct UserPoolMfaConfigTests {
    static let sms = CreateUserPoolRefusalTests.sms

    @Test func whatIsSetIsTold() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let email = EmailMfaConfigType(message: "code {####}", subject: "code")
        let set = try await room.run(
            UserPoolsModel.SetUserPoolMfaConfig.self,
            .init(
                userPoolId: pool.id.text,
                smsMfaConfiguration: SmsMfaConfigType(
                    smsAuthenticationMessage: "sms {####}", smsConfiguration: Self.sms),
                softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: false), emailMfaConfiguration: email,
                mfaConfiguration: .optional))
        let get = try await room.run(UserPoolsModel.GetUserPoolMfaConfig.self, .init(userPoolId: pool.id.text))
        #expect(get.mfaConfiguration == .optional)
        #expect(get.emailMfaConfiguration == email)
        #expect(get.softwareTokenMfaConfiguration == SoftwareTokenMfaConfigType(enabled: false))
        #expect(
            get.smsMfaConfiguration
                == SmsMfaConfigType(smsAuthenticationMessage: "sms {####}", smsConfiguration: Self.sms))
        #expect(set.smsMfaConfiguration == get.smsMfaConfiguration)
        #expect(set.emailMfaConfiguration == get.emailMfaConfiguration)
    }

    @Test func switchingOffForgetsTheFactorsButNotHowTextsAreSent() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.mfaConfiguration = .on
            $0.smsConfiguration = Self.sms
        }
        #expect(pool.settings.mfa.isSMSEnabled)
        _ = try await room.run(
            UserPoolsModel.SetUserPoolMfaConfig.self, .init(userPoolId: pool.id.text, mfaConfiguration: .off))
        let get = try await room.run(UserPoolsModel.GetUserPoolMfaConfig.self, .init(userPoolId: pool.id.text))
        #expect(get == GetUserPoolMfaConfigResponse(mfaConfiguration: .off))
        #expect(try await room.store.directory.pool(pool.id.text).settings.sms != nil)
    }

    @Test(arguments: [
        (
            SetUserPoolMfaConfigRequest(
                userPoolId: "", softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: true),
                mfaConfiguration: .off),
            "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
        ),
        (
            SetUserPoolMfaConfigRequest(userPoolId: "", mfaConfiguration: .on),
            "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
        ),
        (
            SetUserPoolMfaConfigRequest(
                userPoolId: "", softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: false),
                mfaConfiguration: .optional),
            "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
        ),
        (
            SetUserPoolMfaConfigRequest(
                userPoolId: "", smsMfaConfiguration: SmsMfaConfigType(), mfaConfiguration: .on),
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
        ),
        (
            SetUserPoolMfaConfigRequest(userPoolId: "", webAuthnConfiguration: WebAuthnConfigurationType()),
            "WebAuthnConfiguration is not supported by this server."
        ),
    ])
    func refuses(_ request: SetUserPoolMfaConfigRequest, _ expected: String) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        var request = request
        request.userPoolId = pool.id.text
        #expect(
            await room.refusal(UserPoolsModel.SetUserPoolMfaConfig.self, request)
                == "InvalidParameterException: \(expected)")
        #expect(try await room.store.directory.pool(pool.id.text) == pool)
    }
}
