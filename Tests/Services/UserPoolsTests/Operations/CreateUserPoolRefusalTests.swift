import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What a new pool may not be, each with AWS's answer; and that nothing is left of a refused one.
struct CreateUserPoolRefusalTests {
    /// A request that is refused.
    struct Refused: Sendable, CustomTestStringConvertible {
        let answer: String
        let change: @Sendable (inout CreateUserPoolRequest) -> Void

        init(_ answer: String, _ change: @escaping @Sendable (inout CreateUserPoolRequest) -> Void) {
            self.answer = answer
            self.change = change
        }

        var testDescription: String { answer }
    }

    static let lambda = "arn:aws:lambda:eu-central-1:123456789012:function:f"
    static let sms = SmsConfigurationType(snsCallerArn: "arn:aws:iam::123456789012:role/sms", externalId: "x")

    static let names: [Refused] = [
        Refused(
            "InvalidParameterException: Only one of the aliasAttributes or usernameAttributes can be set in a user pool."
        ) {
            $0.aliasAttributes = [.email]
            $0.usernameAttributes = [.email]
        },
        Refused("InvalidParameterException: Required custom attributes are not supported currently.") {
            $0.schema = [SchemaAttributeType(name: "team", attributeDataType: .string, required: true)]
        },
        Refused(
            "InvalidParameterException: Invalid AttributeDataType input, consider using the provided AttributeDataType enum."
        ) { $0.schema = [SchemaAttributeType(name: "team")] },
        Refused(
            "InvalidParameterException: You can not change AttributeDataType or set developerOnlyAttribute for "
                + "standard schema attribute email"
        ) { $0.schema = [SchemaAttributeType(name: "email", attributeDataType: .number)] },
        Refused("InvalidParameterException: custom:team: Existing attribute already has name custom:team.") {
            let team = SchemaAttributeType(name: "team", attributeDataType: .string)
            $0.schema = [team, team]
        },
        Refused("InvalidParameterException: user.custom:team: Max length cannot be less than min length.") {
            $0.schema = [
                SchemaAttributeType(
                    name: "team", attributeDataType: .string,
                    stringAttributeConstraints: StringAttributeConstraintsType(minLength: "9", maxLength: "3"))
            ]
        },
        Refused(
            "InvalidParameterException: user.custom:team: String attributes cannot have a length of more than 2048"
        ) {
            $0.schema = [
                SchemaAttributeType(
                    name: "team", attributeDataType: .string,
                    stringAttributeConstraints: StringAttributeConstraintsType(maxLength: "2049"))
            ]
        },
        Refused("InvalidParameterException: Invalid NumberAttributeConstraints for schema attribute custom:n") {
            $0.schema = [
                SchemaAttributeType(
                    name: "n", attributeDataType: .number,
                    numberAttributeConstraints: NumberAttributeConstraintsType(minValue: "few"))
            ]
        },
    ]

    static let settings: [Refused] = [
        Refused(
            "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA "
                + "is required/optional"
        ) { $0.mfaConfiguration = .on },
        Refused(
            "InvalidParameterException: SMS configuration is required when phone_number is selected for auto verification"
        ) { $0.autoVerifiedAttributes = [.phoneNumber] },
        Refused(
            "InvalidParameterException: Please use TemporaryPasswordValidityDays in PasswordPolicy instead of "
                + "UnusedAccountValidityDays"
        ) {
            $0.adminCreateUserConfig = AdminCreateUserConfigType(unusedAccountValidityDays: 7)
            $0.policies = UserPoolPolicyType(passwordPolicy: PasswordPolicyType(temporaryPasswordValidityDays: 7))
        },
        Refused(
            "InvalidParameterException: Invalid account recovery setting parameter. Account Recovery Setting cannot use "
                + "verified_phone_number as a recovery mechanism when SMS MFA is configured."
        ) {
            $0.mfaConfiguration = .on
            $0.smsConfiguration = sms
            $0.accountRecoverySetting = AccountRecoverySettingType(recoveryMechanisms: [
                RecoveryOptionType(priority: 1, name: .verifiedPhoneNumber)
            ])
        },
        Refused(
            "InvalidParameterException: PreTokenGeneration and PreTokenGenerationConfig must have the same Lambda "
                + "function ARN."
        ) {
            $0.lambdaConfig = LambdaConfigType(
                preTokenGeneration: lambda,
                preTokenGenerationConfig: PreTokenGenerationVersionConfigType(
                    lambdaVersion: .v20, lambdaArn: lambda + "2"))
        },
        Refused(
            "InvalidParameterException: KMSKeyID is required when CustomEmailSender or CustomSMSSender is configured."
        ) {
            $0.lambdaConfig = LambdaConfigType(
                customEmailSender: CustomEmailLambdaVersionConfigType(lambdaVersion: .v10, lambdaArn: lambda))
        },
        Refused("InvalidParameterException: SignInPolicy with WEB_AUTHN is not supported by this server.") {
            $0.policies = UserPoolPolicyType(
                signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password, .webAuthn]))
        },
        Refused("FeatureUnavailableInTierException: Sign-in without passwords is not available in the LITE tier.") {
            $0.userPoolTier = .lite
            $0.policies = UserPoolPolicyType(signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.emailOtp]))
        },
        Refused("UserPoolTaggingException: Tag key aws:x is invalid: aws: is reserved for AWS use.") {
            $0.userPoolTags = ["aws:x": ""]
        },
        Refused(
            "InvalidParameterException: 1 validation error detected: Value 'no code' at 'smsVerificationMessage' failed "
                + #"to satisfy constraint: Member must satisfy regular expression pattern: .*\{####\}.*"#
        ) { $0.smsVerificationMessage = "no code" },
    ]

    @Test(arguments: names + settings)
    func refuses(_ refused: Refused) async throws {
        let room = try UserPoolRoom()
        var request = CreateUserPoolRequest(poolName: "birds")
        refused.change(&request)
        #expect(await room.refusal(UserPoolsModel.CreateUserPool.self, request) == refused.answer)
        let pools = try await room.run(UserPoolsModel.ListUserPools.self, .init(maxResults: 60))
        #expect(pools.userPools == [])
    }

    @Test func aPoolHasFiftyCustomAttributesAtMost() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { request in
            request.schema = (1...50).map { SchemaAttributeType(name: "a\($0)", attributeDataType: .string) }
        }
        let more = [SchemaAttributeType(name: "one-more", attributeDataType: .string)]
        let refusal = await room.refusal(
            UserPoolsModel.AddCustomAttributes.self, .init(userPoolId: pool.id.text, customAttributes: more))
        #expect(refusal.hasPrefix("LimitExceededException"))
    }
}
