import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A new pool tells what AWS's tells, defaults included: Terraform compares every member.
struct CreateUserPoolTests {
    @Test func aBarePoolHasAWSsDefaults() async throws {
        let room = try UserPoolRoom()
        let made = try await room.run(UserPoolsModel.CreateUserPool.self, .init(poolName: "birds"))
        let pool = try #require(made.userPool)
        let id = try #require(pool.id)
        #expect(id.wholeMatch(of: /eu-central-1_[A-Za-z0-9]{9}/) != nil)
        let now = Timestamp(milliseconds: UserPoolRoom.start)
        let expected = UserPoolType(
            id: id, name: "birds",
            policies: UserPoolPolicyType(
                passwordPolicy: PasswordPolicyType(
                    minimumLength: 8, requireUppercase: true, requireLowercase: true, requireNumbers: true,
                    requireSymbols: true, temporaryPasswordValidityDays: 7),
                signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password])),
            deletionProtection: .inactive, lambdaConfig: LambdaConfigType(), lastModifiedDate: now, creationDate: now,
            schemaAttributes: StandardSchema.attributes.map(\.model),
            verificationMessageTemplate: VerificationMessageTemplateType(defaultEmailOption: .confirmWithCode),
            userAttributeUpdateSettings: UserAttributeUpdateSettingsType(
                attributesRequireVerificationBeforeUpdate: []),
            mfaConfiguration: .off, estimatedNumberOfUsers: 0,
            emailConfiguration: EmailConfigurationType(emailSendingAccount: .cognitoDefault),
            adminCreateUserConfig: AdminCreateUserConfigType(
                allowAdminCreateUserOnly: false, unusedAccountValidityDays: 7),
            arn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/\(id)",
            accountRecoverySetting: AccountRecoverySettingType(recoveryMechanisms: [
                RecoveryOptionType(priority: 1, name: .verifiedEmail),
                RecoveryOptionType(priority: 2, name: .verifiedPhoneNumber),
            ]), userPoolTier: .essentials)
        #expect(pool == expected)
    }
}
