import KMSModel
import Kernel

/// Gives a key's policy as it was put.
struct GetKeyPolicy: Operation {
    typealias Model = KMSModel.GetKeyPolicy

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "GetKeyPolicy"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.key(input.keyId, in: call)
        guard input.policyName ?? KeyPolicy.name == KeyPolicy.name else {
            throw KMSError.notFound("No such policy exists")
        }
        return Output(policy: key.policy, policyName: KeyPolicy.name)
    }
}
