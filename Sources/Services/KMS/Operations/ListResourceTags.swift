import KMSModel
import Kernel
import Storage

/// Lists a key's tags.
struct ListResourceTags: Operation {
    typealias Model = KMSModel.ListResourceTags

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "ListResourceTags"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.key(input.keyId, in: call)
        let tags = key.tags.sorted { $0.key < $1.key }.map { Tag(tagKey: $0.key, tagValue: $0.value) }
        let page = try store.page(
            tags, PageRequest(input.marker, input.limit, standard: 50, atMost: 50),
            listing: .init(space: "kms/tags", account: call.account.digits, shape: [.string(key.arn)]),
            name: \.tagKey)
        return Output(tags: page.records, nextMarker: page.next, truncated: page.next != nil)
    }
}
