import IAMModel
import Kernel
import Storage
import Wire

/// Gives up an account's rules for passwords; AWS's default rules hold again.
struct DeleteAccountPasswordPolicy: Operation {
    typealias Model = IAMModel.DeleteAccountPasswordPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:DeleteAccountPasswordPolicy", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var settings = try AccountSettingsRecords.of(call.account, transaction)
            guard settings.passwordRules != nil else {
                throw IAMError.noSuchEntity("The account policy with name PasswordPolicy cannot be found.")
            }
            settings.passwordRules = nil
            try AccountSettingsRecords.records.put(settings, in: transaction)
        }
        return Output()
    }
}
