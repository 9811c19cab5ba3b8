import UserPoolsModel

extension PasswordPolicy {
    init(_ policy: PasswordPolicyType) {
        self.init(
            minimumLength: policy.minimumLength ?? 8,
            requiresUppercase: policy.requireUppercase ?? false,
            requiresLowercase: policy.requireLowercase ?? false,
            requiresNumbers: policy.requireNumbers ?? false,
            requiresSymbols: policy.requireSymbols ?? false,
            history: policy.passwordHistorySize ?? 0,
            temporaryValidity: policy.temporaryPasswordValidityDays ?? 7)
    }

    var model: PasswordPolicyType {
        PasswordPolicyType(
            minimumLength: minimumLength, requireUppercase: requiresUppercase, requireLowercase: requiresLowercase,
            requireNumbers: requiresNumbers, requireSymbols: requiresSymbols,
            passwordHistorySize: history == 0 ? nil : history, temporaryPasswordValidityDays: temporaryValidity)
    }
}

extension TriggerSettings {
    /// `PreTokenGeneration` is the older name of version 1; the answer carries both members.
    init(_ config: LambdaConfigType) {
        preSignUp = config.preSignUp
        customMessage = config.customMessage
        postConfirmation = config.postConfirmation
        preAuthentication = config.preAuthentication
        postAuthentication = config.postAuthentication
        defineAuthChallenge = config.defineAuthChallenge
        createAuthChallenge = config.createAuthChallenge
        verifyAuthChallengeResponse = config.verifyAuthChallengeResponse
        userMigration = config.userMigration
        kmsKeyID = config.kmsKeyID
        customSMSSender = config.customSMSSender.map {
            Versioned(version: $0.lambdaVersion.rawValue, arn: $0.lambdaArn)
        }
        customEmailSender = config.customEmailSender.map {
            Versioned(version: $0.lambdaVersion.rawValue, arn: $0.lambdaArn)
        }
        if let versioned = config.preTokenGenerationConfig {
            preTokenGeneration = Versioned(version: versioned.lambdaVersion.rawValue, arn: versioned.lambdaArn)
        } else {
            preTokenGeneration = config.preTokenGeneration.map { Versioned(version: "V1_0", arn: $0) }
        }
    }

    var model: LambdaConfigType {
        LambdaConfigType(
            preSignUp: preSignUp, customMessage: customMessage, postConfirmation: postConfirmation,
            preAuthentication: preAuthentication, postAuthentication: postAuthentication,
            defineAuthChallenge: defineAuthChallenge, createAuthChallenge: createAuthChallenge,
            verifyAuthChallengeResponse: verifyAuthChallengeResponse, preTokenGeneration: preTokenGeneration?.arn,
            userMigration: userMigration,
            preTokenGenerationConfig: preTokenGeneration.map {
                PreTokenGenerationVersionConfigType(
                    lambdaVersion: PreTokenGenerationLambdaVersionType(rawValue: $0.version), lambdaArn: $0.arn)
            },
            customSMSSender: customSMSSender.map {
                CustomSMSLambdaVersionConfigType(
                    lambdaVersion: CustomSMSSenderLambdaVersionType(rawValue: $0.version), lambdaArn: $0.arn)
            },
            customEmailSender: customEmailSender.map {
                CustomEmailLambdaVersionConfigType(
                    lambdaVersion: CustomEmailSenderLambdaVersionType(rawValue: $0.version), lambdaArn: $0.arn)
            },
            kmsKeyID: kmsKeyID)
    }
}

extension VerificationTemplate {
    var model: VerificationMessageTemplateType {
        VerificationMessageTemplateType(
            smsMessage: smsMessage, emailMessage: emailMessage, emailSubject: emailSubject,
            emailMessageByLink: emailMessageByLink, emailSubjectByLink: emailSubjectByLink,
            defaultEmailOption: DefaultEmailOptionType(rawValue: defaultEmailOption))
    }
}

extension DeviceSettings {
    init(_ config: DeviceConfigurationType) {
        challengesNewDevices = config.challengeRequiredOnNewDevice ?? false
        remembersOnPromptOnly = config.deviceOnlyRememberedOnUserPrompt ?? false
    }

    var model: DeviceConfigurationType {
        DeviceConfigurationType(
            challengeRequiredOnNewDevice: challengesNewDevices, deviceOnlyRememberedOnUserPrompt: remembersOnPromptOnly)
    }
}

extension EmailSettings {
    init(_ config: EmailConfigurationType) {
        sourceARN = config.sourceArn
        replyTo = config.replyToEmailAddress
        sendingAccount = config.emailSendingAccount?.rawValue
        from = config.from
        configurationSet = config.configurationSet
    }

    var model: EmailConfigurationType {
        EmailConfigurationType(
            sourceArn: sourceARN, replyToEmailAddress: replyTo,
            emailSendingAccount: EmailSendingAccountType(rawValue: sendingAccount ?? "COGNITO_DEFAULT"), from: from,
            configurationSet: configurationSet)
    }
}

extension SMSSettings {
    init(_ config: SmsConfigurationType) {
        callerARN = config.snsCallerArn
        externalID = config.externalId
        region = config.snsRegion
    }

    var model: SmsConfigurationType {
        SmsConfigurationType(snsCallerArn: callerARN, externalId: externalID, snsRegion: region)
    }
}

extension AdminCreateUserSettings {
    init(_ config: AdminCreateUserConfigType) {
        isAdminOnly = config.allowAdminCreateUserOnly ?? false
        unusedAccountValidity = config.unusedAccountValidityDays
        smsMessage = config.inviteMessageTemplate?.smsMessage
        emailMessage = config.inviteMessageTemplate?.emailMessage
        emailSubject = config.inviteMessageTemplate?.emailSubject
    }

    /// - Parameter validity: days, by the password policy.
    func model(validity: Int) -> AdminCreateUserConfigType {
        let hasTemplate = smsMessage != nil || emailMessage != nil || emailSubject != nil
        return AdminCreateUserConfigType(
            allowAdminCreateUserOnly: isAdminOnly, unusedAccountValidityDays: validity,
            inviteMessageTemplate: hasTemplate
                ? MessageTemplateType(smsMessage: smsMessage, emailMessage: emailMessage, emailSubject: emailSubject)
                : nil)
    }
}

extension SchemaAttribute {
    var model: SchemaAttributeType {
        var model = SchemaAttributeType(
            name: name, attributeDataType: AttributeDataType(rawValue: type), developerOnlyAttribute: isDeveloperOnly,
            mutable: isMutable, required: isRequired)
        guard hasConstraints else { return model }
        if type == "Number" {
            model.numberAttributeConstraints = NumberAttributeConstraintsType(minValue: minValue, maxValue: maxValue)
        } else {
            model.stringAttributeConstraints = StringAttributeConstraintsType(
                minLength: minLength, maxLength: maxLength)
        }
        return model
    }
}
