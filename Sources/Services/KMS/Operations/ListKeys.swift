import KMSModel
import Kernel
import Storage

/// Lists the keys of the caller's account and region.
struct ListKeys: Operation {
    typealias Model = KMSModel.ListKeys

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [store.permission("ListKeys", in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let request = PageRequest(input.marker, input.limit, standard: 100, atMost: 1000)
        let (account, region) = (call.account, call.region)
        let page = try await store.read { [store] transaction in
            try store.page(Keys.records, request, in: account, prefix: [.string(region.name)], transaction)
        }
        let keys = page.records.map { KeyListEntry(keyId: $0.address.id, keyArn: $0.arn) }
        return Output(keys: keys, nextMarker: page.next, truncated: page.next != nil)
    }
}
