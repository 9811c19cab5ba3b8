import Kernel
import Storage
import UserPoolsModel
import Wire

/// How a pool is described to an administrator.
enum PoolAnswer {
    /// The whole description, with what stands in other records: how many users, which domains.
    static func describe(_ pool: StoredPool, _ transaction: any ReadTransaction) throws -> UserPoolType {
        let settings = pool.settings
        var answer = UserPoolType(
            id: pool.id.text,
            name: pool.name,
            policies: policies(of: settings),
            deletionProtection: DeletionProtectionType(rawValue: settings.deletionProtection),
            lambdaConfig: settings.triggers.model,
            lastModifiedDate: Timestamp(milliseconds: pool.modifiedAt),
            creationDate: Timestamp(milliseconds: pool.createdAt),
            schemaAttributes: pool.schema.map(\.model),
            autoVerifiedAttributes: settings.autoVerifiedAttributes.map { $0.map(VerifiedAttributeType.init) },
            aliasAttributes: pool.aliasAttributes.isEmpty ? nil : pool.aliasAttributes.map(AliasAttributeType.init),
            usernameAttributes: pool.usernameAttributes.isEmpty
                ? nil : pool.usernameAttributes.map(UsernameAttributeType.init),
            mfaConfiguration: UserPoolMfaType(rawValue: settings.mfa.mode),
            estimatedNumberOfUsers: try UserCounts.count(of: pool, transaction),
            userPoolTags: pool.tags.isEmpty ? nil : pool.tags,
            usernameConfiguration: pool.caseSensitivity.map { UsernameConfigurationType(caseSensitive: $0) },
            arn: pool.arn,
            userPoolTier: UserPoolTierType(rawValue: settings.tier)
        )
        for domain in try Domains.all(of: pool, transaction) {
            if domain.isCustom { answer.customDomain = domain.name } else { answer.domain = domain.name }
        }
        addMessages(settings, to: &answer)
        addRules(settings, to: &answer)
        return answer
    }

    private static func policies(of settings: PoolSettings) -> UserPoolPolicyType {
        UserPoolPolicyType(
            passwordPolicy: settings.passwordPolicy.model,
            signInPolicy: SignInPolicyType(
                allowedFirstAuthFactors: (settings.firstFactors ?? ["PASSWORD"]).map(AuthFactorType.init)))
    }

    private static func addMessages(_ settings: PoolSettings, to answer: inout UserPoolType) {
        answer.smsVerificationMessage = settings.smsVerificationMessage
        answer.emailVerificationMessage = settings.emailVerificationMessage
        answer.emailVerificationSubject = settings.emailVerificationSubject
        answer.verificationMessageTemplate = settings.verificationTemplate.model
        answer.smsAuthenticationMessage = settings.smsAuthenticationMessage
        answer.emailConfiguration = (settings.email ?? EmailSettings()).model
        answer.smsConfiguration = settings.sms?.model
    }

    private static func addRules(_ settings: PoolSettings, to answer: inout UserPoolType) {
        answer.userAttributeUpdateSettings = UserAttributeUpdateSettingsType(
            attributesRequireVerificationBeforeUpdate: (settings.verifiedBeforeUpdate ?? []).map(
                VerifiedAttributeType.init))
        answer.deviceConfiguration = settings.devices?.model
        answer.adminCreateUserConfig = settings.adminCreateUser.model(
            validity: settings.passwordPolicy.temporaryValidity)
        answer.userPoolAddOns = settings.advancedSecurityMode.map {
            UserPoolAddOnsType(
                advancedSecurityMode: AdvancedSecurityModeType(rawValue: $0),
                advancedSecurityAdditionalFlows: settings.customAuthAdvancedSecurityMode.map {
                    AdvancedSecurityAdditionalFlowsType(customAuthMode: AdvancedSecurityEnabledModeType(rawValue: $0))
                })
        }
        answer.accountRecoverySetting = settings.recovery.map { options in
            AccountRecoverySettingType(
                recoveryMechanisms: options.map {
                    RecoveryOptionType(priority: $0.priority, name: RecoveryOptionNameType(rawValue: $0.name))
                })
        }
    }
}
