import IAMModel
import Kernel
import Storage

/// Describes the rules that an account has set for passwords.
struct GetAccountPasswordPolicy: Operation {
    typealias Model = IAMModel.GetAccountPasswordPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:GetAccountPasswordPolicy", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let rules = try await store.read { try AccountSettingsRecords.of(call.account, $0).passwordRules }
        guard let rules else {
            throw IAMError.noSuchEntity("The Password Policy with domain name \(call.account) cannot be found.")
        }
        return Output(passwordPolicy: PasswordPolicy(rules))
    }
}
