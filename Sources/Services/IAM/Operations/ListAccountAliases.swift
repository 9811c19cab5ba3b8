import IAMModel
import Kernel
import Storage

/// Lists the account's name, if it has one.
struct ListAccountAliases: Operation {
    typealias Model = IAMModel.ListAccountAliases

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:ListAccountAliases", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let alias = try AccountSettingsRecords.of(call.account, transaction).alias
            return try store.page(
                alias.map { [$0] } ?? [], PageRequest(input.marker, input.maxItems), listing: "aliases",
                in: call.account
            ) { $0 }
        }
        return Output(accountAliases: page.records, isTruncated: page.next != nil, marker: page.next)
    }
}
