import IAMModel
import Kernel
import Storage
import Wire

extension IAMModel.LoginProfile {
    init(_ login: ConsoleLogin, of user: IAMUser) {
        self.init(
            userName: user.name,
            createDate: Timestamp(seconds: login.createdAt),
            passwordResetRequired: login.mustChange
        )
    }
}

extension IAMModel.AccessKeyMetadata {
    init(_ key: UserAccessKey, of user: IAMUser) {
        self.init(
            userName: user.name,
            accessKeyId: key.id,
            status: StatusType(rawValue: key.status.rawValue),
            createDate: Timestamp(seconds: key.createdAt)
        )
    }
}

extension IAMModel.PasswordPolicy {
    init(_ rules: PasswordRules) {
        self.init(
            minimumPasswordLength: rules.minimumLength,
            requireSymbols: rules.requiresSymbols,
            requireNumbers: rules.requiresNumbers,
            requireUppercaseCharacters: rules.requiresUppercase,
            requireLowercaseCharacters: rules.requiresLowercase,
            allowUsersToChangePassword: rules.usersMayChange,
            expirePasswords: rules.maximumAge != nil,
            maxPasswordAge: rules.maximumAge,
            passwordReusePrevention: rules.reusePrevention,
            hardExpiry: rules.hardExpiry
        )
    }
}

extension IAMModel.VirtualMFADevice {
    /// A device as lists give it: never its seed, and its tags only by ListMFADeviceTags.
    init(_ device: VirtualMFA, of user: IAMUser?) {
        self.init(
            serialNumber: device.arn,
            user: user.map { IAMModel.User($0) },
            enableDate: device.enabledAt.map(Timestamp.init(seconds:))
        )
    }
}
