import KMSModel
import Kernel
import Wire

/// Takes tags from a key; names that it does not have are passed over.
struct UntagResource: Operation {
    typealias Model = KMSModel.UntagResource

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let request = KeyRequest(
            administering: input.keyId, by: "UntagResource", conditions: ["aws:TagKeys": input.tagKeys])
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            for name in input.tagKeys where key.tags.value(named: name) != nil { key.tags[name] = nil }
        }
        return Output()
    }
}
