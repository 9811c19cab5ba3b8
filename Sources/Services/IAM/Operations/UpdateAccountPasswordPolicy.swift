import IAMModel
import Kernel
import Storage
import Wire

/// Sets an account's rules for passwords; what is left out goes back to its default.
struct UpdateAccountPasswordPolicy: Operation {
    typealias Model = IAMModel.UpdateAccountPasswordPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:UpdateAccountPasswordPolicy", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let standard = PasswordRules()
        let rules = PasswordRules(
            minimumLength: input.minimumPasswordLength ?? standard.minimumLength,
            requiresSymbols: input.requireSymbols ?? standard.requiresSymbols,
            requiresNumbers: input.requireNumbers ?? standard.requiresNumbers,
            requiresUppercase: input.requireUppercaseCharacters ?? standard.requiresUppercase,
            requiresLowercase: input.requireLowercaseCharacters ?? standard.requiresLowercase,
            usersMayChange: input.allowUsersToChangePassword ?? standard.usersMayChange,
            maximumAge: input.maxPasswordAge,
            reusePrevention: input.passwordReusePrevention,
            hardExpiry: input.hardExpiry
        )
        try await store.write { transaction in
            var settings = try AccountSettingsRecords.of(call.account, transaction)
            settings.passwordRules = rules
            try AccountSettingsRecords.records.put(settings, in: transaction)
        }
        return Output()
    }
}
