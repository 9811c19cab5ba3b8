import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Second factors of a pool: what is set is told, and what contradicts itself is refused as AWS refuses it.
struct UserPoolMfaConfigTests {
    static let sms = CreateUserPoolRefusalTests.sms
    static let ownSender = EmailConfigurationType(
        sourceArn: "arn:aws:ses:eu-central-1:123456789012:identity/birds.example.com", emailSendingAccount: .developer)

    @Test func whatIsSetIsTold() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.emailConfiguration = Self.ownSender }
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
            SetUserPoolMfaConfigRequest(
                userPoolId: "", softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: false),
                mfaConfiguration: .off),
            "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
        ),
        (
            SetUserPoolMfaConfigRequest(
                userPoolId: "", emailMfaConfiguration: EmailMfaConfigType(), mfaConfiguration: .optional),
            "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of "
                + "COGNITO_DEFAULT."
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

    /// Who signs in by a mailed code alone has no second factor to be asked for.
    @Test(arguments: [AuthFactorType.emailOtp, .smsOtp])
    func requiredFactorsAndWaysInWithoutPasswordsExcludeEachOther(_ way: AuthFactorType) async throws {
        let room = try UserPoolRoom()
        let policies = UserPoolPolicyType(signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password, way]))
        let pool = try await room.makePool { $0.policies = policies }
        let token = SoftwareTokenMfaConfigType(enabled: true)
        func set(_ mode: UserPoolMfaType, on pool: StoredPool) -> SetUserPoolMfaConfigRequest {
            .init(userPoolId: pool.id.text, softwareTokenMfaConfiguration: token, mfaConfiguration: mode)
        }
        let expected =
            "InvalidParameterException: Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if "
            + "MFA is enabled"
        #expect(await room.refusal(UserPoolsModel.SetUserPoolMfaConfig.self, set(.on, on: pool)) == expected)
        _ = try await room.run(UserPoolsModel.SetUserPoolMfaConfig.self, set(.optional, on: pool))

        let strict = try await room.makePool()
        _ = try await room.run(UserPoolsModel.SetUserPoolMfaConfig.self, set(.on, on: strict))
        #expect(
            await room.refusal(
                UserPoolsModel.UpdateUserPool.self, .init(userPoolId: strict.id.text, policies: policies)) == expected)
    }

    /// A mailbox that recovers the password and gives the second factor would be the only factor.
    @Test func mailedFactorsNeedAnotherWayOfRecovery() async throws {
        let room = try UserPoolRoom()
        func pool(_ names: [RecoveryOptionNameType]) async throws -> StoredPool {
            try await room.makePool { request in
                request.emailConfiguration = Self.ownSender
                request.accountRecoverySetting = AccountRecoverySettingType(
                    recoveryMechanisms: names.enumerated().map {
                        RecoveryOptionType(priority: $0.offset + 1, name: $0.element)
                    })
            }
        }
        func set(on pool: StoredPool) -> SetUserPoolMfaConfigRequest {
            .init(
                userPoolId: pool.id.text, emailMfaConfiguration: EmailMfaConfigType(), mfaConfiguration: .optional)
        }
        let closed = try await pool([.verifiedEmail])
        #expect(
            await room.refusal(UserPoolsModel.SetUserPoolMfaConfig.self, set(on: closed))
                == "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is "
                + "not set or contains only verified_email in RecoveryMechanisms.")
        for names in [[.verifiedEmail, .verifiedPhoneNumber], [RecoveryOptionNameType.adminOnly]] {
            _ = try await room.run(UserPoolsModel.SetUserPoolMfaConfig.self, set(on: try await pool(names)))
        }
    }
}
