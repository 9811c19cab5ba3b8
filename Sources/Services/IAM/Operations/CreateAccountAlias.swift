import IAMModel
import Kernel
import Storage
import Wire

/// Gives the account a name in place of the one it had; no two accounts of a server share one.
struct CreateAccountAlias: Operation {
    typealias Model = IAMModel.CreateAccountAlias

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:CreateAccountAlias", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var settings = try AccountSettingsRecords.of(call.account, transaction)
            settings.alias = input.accountAlias
            do {
                try AccountSettingsRecords.records.put(settings, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("The account alias \(input.accountAlias) already exists.")
            }
        }
        return Output()
    }
}
