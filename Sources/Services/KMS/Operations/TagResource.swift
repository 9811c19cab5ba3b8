import KMSModel
import Kernel
import Wire

/// Adds tags to a key, or changes their values.
struct TagResource: Operation {
    typealias Model = KMSModel.TagResource

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let tags = Dictionary(input.tags.map { ($0.tagKey, $0.tagValue) }) { first, _ in first }
        let request = KeyRequest(
            administering: input.keyId, by: "TagResource", conditions: KeyConditions.requestTags(tags))
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let tags = try TagRules.tags(input.tags)
        try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            key.tags.merge(tags) { _, new in new }
            try TagRules.checkCount(key.tags)
        }
        return Output()
    }
}
