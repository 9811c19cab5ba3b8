import IAMModel
import Kernel
import Storage

/// Lists the tags of a SAML provider, in the order of their keys.
struct ListSAMLProviderTags: Operation {
    typealias Model = IAMModel.ListSAMLProviderTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListSAMLProviderTags", onProvider: input.samlProviderArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let provider = try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
            return try store.page(
                provider.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(provider.uuid)",
                in: call.account, key: \.key)
        }
        return Output(
            tags: page.records.map { Tag(key: $0.key, value: $0.value) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }
}
