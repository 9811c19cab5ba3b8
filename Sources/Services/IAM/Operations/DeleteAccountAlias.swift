import IAMModel
import Kernel
import Storage
import Wire

/// Takes the account's name away.
struct DeleteAccountAlias: Operation {
    typealias Model = IAMModel.DeleteAccountAlias

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:DeleteAccountAlias", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var settings = try AccountSettingsRecords.of(call.account, transaction)
            guard settings.alias == input.accountAlias else {
                throw IAMError.noSuchEntity("The account alias with name \(input.accountAlias) cannot be found.")
            }
            settings.alias = nil
            try AccountSettingsRecords.records.put(settings, in: transaction)
        }
        return Output()
    }
}
