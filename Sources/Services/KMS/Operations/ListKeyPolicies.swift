import KMSModel
import Kernel

/// Lists the names of a key's policies: there is one.
struct ListKeyPolicies: Operation {
    typealias Model = KMSModel.ListKeyPolicies

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "ListKeyPolicies"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        _ = try await store.key(input.keyId, in: call)
        if input.marker != nil { throw KMSError.invalidMarker("The marker is not valid.") }
        return Output(policyNames: [KeyPolicy.name], truncated: false)
    }
}
