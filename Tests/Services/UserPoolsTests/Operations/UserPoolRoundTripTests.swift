import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What was said of a pool is given back as it was said: what Terraform reads must be what it wrote.
struct UserPoolRoundTripTests {
    static let lambda = CreateUserPoolRefusalTests.lambda

    static func full(_ request: inout CreateUserPoolRequest) {
        request.policies = UserPoolPolicyType(
            passwordPolicy: PasswordPolicyType(
                minimumLength: 12, requireUppercase: true, passwordHistorySize: 3, temporaryPasswordValidityDays: 2),
            signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password, .emailOtp]))
        request.deletionProtection = .active
        request.lambdaConfig = LambdaConfigType(
            preSignUp: lambda,
            preTokenGenerationConfig: PreTokenGenerationVersionConfigType(lambdaVersion: .v30, lambdaArn: lambda))
        request.autoVerifiedAttributes = [.email]
        request.aliasAttributes = [.email, .preferredUsername]
        request.verificationMessageTemplate = VerificationMessageTemplateType(
            smsMessage: "sms {####}", emailMessage: "mail {####}", emailSubject: "subject",
            emailMessageByLink: "{##here##}", emailSubjectByLink: "link", defaultEmailOption: .confirmWithLink)
        request.smsAuthenticationMessage = "auth {####}"
        request.userAttributeUpdateSettings = UserAttributeUpdateSettingsType(
            attributesRequireVerificationBeforeUpdate: [.email])
        request.deviceConfiguration = DeviceConfigurationType(
            challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false)
        request.emailConfiguration = EmailConfigurationType(
            sourceArn: "arn:aws:ses:eu-central-1:123456789012:identity/a@example.com",
            replyToEmailAddress: "b@example.com", emailSendingAccount: .developer, from: "A <a@example.com>",
            configurationSet: "set")
        request.smsConfiguration = SmsConfigurationType(
            snsCallerArn: "arn:aws:iam::123456789012:role/sms", externalId: "x", snsRegion: "eu-central-1")
        request.userPoolTags = ["team": "birds"]
        request.adminCreateUserConfig = AdminCreateUserConfigType(
            allowAdminCreateUserOnly: true,
            inviteMessageTemplate: MessageTemplateType(
                smsMessage: "{username} {####}", emailMessage: "{username} {####}", emailSubject: "hello"))
        request.userPoolAddOns = UserPoolAddOnsType(advancedSecurityMode: .audit)
        request.usernameConfiguration = UsernameConfigurationType(caseSensitive: false)
        request.accountRecoverySetting = AccountRecoverySettingType(recoveryMechanisms: [
            RecoveryOptionType(priority: 1, name: .adminOnly)
        ])
        request.userPoolTier = .plus
    }

    @Test func everyMemberComesBack() async throws {
        let room = try UserPoolRoom()
        var request = CreateUserPoolRequest(poolName: "birds")
        Self.full(&request)
        let made = try await room.makePool(Self.full)
        let answer = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: made.id.text))
        let pool = try #require(answer.userPool)
        #expect(pool.policies?.passwordPolicy?.requireSymbols == false)
        #expect(pool.policies?.passwordPolicy?.passwordHistorySize == 3)
        #expect(pool.policies?.signInPolicy == request.policies?.signInPolicy)
        #expect(pool.deletionProtection == .active)
        #expect(pool.lambdaConfig?.preSignUp == Self.lambda)
        #expect(pool.lambdaConfig?.preTokenGeneration == Self.lambda)
        #expect(pool.lambdaConfig?.preTokenGenerationConfig == request.lambdaConfig?.preTokenGenerationConfig)
        #expect(pool.autoVerifiedAttributes == [.email])
        #expect(pool.aliasAttributes == [.email, .preferredUsername])
        #expect(pool.usernameAttributes == nil)
        #expect(pool.verificationMessageTemplate == request.verificationMessageTemplate)
        #expect(pool.smsVerificationMessage == "sms {####}")
        #expect(pool.emailVerificationMessage == "mail {####}")
        #expect(pool.emailVerificationSubject == "subject")
        #expect(pool.smsAuthenticationMessage == "auth {####}")
        #expect(pool.userAttributeUpdateSettings == request.userAttributeUpdateSettings)
        #expect(pool.deviceConfiguration == request.deviceConfiguration)
        #expect(pool.emailConfiguration == request.emailConfiguration)
        #expect(pool.smsConfiguration == request.smsConfiguration)
        #expect(pool.userPoolTags == ["team": "birds"])
        #expect(pool.adminCreateUserConfig?.allowAdminCreateUserOnly == true)
        #expect(pool.adminCreateUserConfig?.unusedAccountValidityDays == 2)
        #expect(
            pool.adminCreateUserConfig?.inviteMessageTemplate == request.adminCreateUserConfig?.inviteMessageTemplate)
        #expect(pool.userPoolAddOns == request.userPoolAddOns)
        #expect(pool.usernameConfiguration == request.usernameConfiguration)
        #expect(pool.accountRecoverySetting == request.accountRecoverySetting)
        #expect(pool.userPoolTier == .plus)
    }

    @Test func theOlderMembersAndTheTemplateAreTwoNamesOfOneText() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool { request in
            request.emailVerificationMessage = "mail {####}"
            request.emailVerificationSubject = "subject"
        }
        let answer = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: made.id.text))
        #expect(answer.userPool?.verificationMessageTemplate?.emailMessage == "mail {####}")
        #expect(answer.userPool?.verificationMessageTemplate?.emailSubject == "subject")
    }

    @Test func schemaAttributesKeepTheirConstraintsAndFullNames() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool { request in
            request.schema = [
                SchemaAttributeType(name: "email", attributeDataType: .string, mutable: false, required: true),
                SchemaAttributeType(name: "team", attributeDataType: .string),
                SchemaAttributeType(
                    name: "rank", attributeDataType: .number, developerOnlyAttribute: true, mutable: false,
                    numberAttributeConstraints: NumberAttributeConstraintsType(minValue: "1", maxValue: "9")),
            ]
        }
        _ = try await room.run(
            UserPoolsModel.AddCustomAttributes.self,
            .init(
                userPoolId: made.id.text,
                customAttributes: [SchemaAttributeType(name: "since", attributeDataType: .dateTime)]))
        let answer = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: made.id.text))
        let schema = Dictionary(
            uniqueKeysWithValues: (answer.userPool?.schemaAttributes ?? []).map { ($0.name ?? "", $0) })
        #expect(schema.count == StandardSchema.attributes.count + 3)
        #expect(schema["email"]?.required == true)
        #expect(schema["email"]?.mutable == false)
        #expect(schema["email"]?.stringAttributeConstraints?.maxLength == "2048")
        #expect(schema["custom:team"]?.mutable == true)
        #expect(schema["custom:team"]?.stringAttributeConstraints == StringAttributeConstraintsType())
        #expect(schema["dev:custom:rank"]?.developerOnlyAttribute == true)
        #expect(
            schema["dev:custom:rank"]?.numberAttributeConstraints
                == NumberAttributeConstraintsType(minValue: "1", maxValue: "9"))
        #expect(schema["custom:since"]?.stringAttributeConstraints == nil)
    }
}
