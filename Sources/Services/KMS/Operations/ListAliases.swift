import KMSModel
import Kernel
import Storage

/// Lists the aliases of the caller's account and region, or those of one key.
struct ListAliases: Operation {
    typealias Model = KMSModel.ListAliases

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [store.permission("ListAliases", in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let request = PageRequest(input.marker, input.limit, standard: 50, atMost: 100)
        let name = try input.keyId.map { try KeyName($0, forms: .keysOnly, in: call) }
        if let name, name.account != call.account {
            throw Refusal.foreign("ListAliases", on: name.arn, in: call)
        }
        let (account, region) = (call.account, call.region)
        let page = try await store.read { [store] transaction in
            let key = try name.map { try $0.key(transaction).address }
            return try store.page(
                Aliases.records, request, in: account, prefix: key?.parts ?? [.string(region.name)],
                index: key == nil ? nil : Aliases.byKey, transaction)
        }
        return Output(aliases: page.records.map(\.entry), nextMarker: page.next, truncated: page.next != nil)
    }
}
