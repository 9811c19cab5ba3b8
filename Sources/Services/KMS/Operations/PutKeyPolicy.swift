import KMSModel
import Kernel
import Wire

/// Puts another policy in place of a key's.
struct PutKeyPolicy: Operation {
    typealias Model = KMSModel.PutKeyPolicy

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let bypasses = input.bypassPolicyLockoutSafetyCheck == true ? "true" : "false"
        let request = KeyRequest(
            administering: input.keyId, by: "PutKeyPolicy",
            conditions: ["kms:BypassPolicyLockoutSafetyCheck": [bypasses]])
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.key(input.keyId, in: call)
        guard input.policyName ?? KeyPolicy.name == KeyPolicy.name else {
            throw KMSError.notFound("No such policy exists")
        }
        try await store.checkPolicy(
            input.policy, for: key.address, tags: key.tags, bypassing: input.bypassPolicyLockoutSafetyCheck, in: call)
        try await store.change(input.keyId, in: call) { $0.policy = input.policy }
        return Output()
    }
}
