import KMSModel
import Kernel
import Storage
import Wire

/// Takes a grant back.
struct RevokeGrant: Operation {
    typealias Model = KMSModel.RevokeGrant

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let isForService = KeyConditions.service(of: call) != nil
        let request = KeyRequest(
            "RevokeGrant", input.keyId, forms: .keysOnly,
            conditions: ["kms:GrantIsForAWSResource": [isForService ? "true" : "false"]])
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.key(input.keyId, in: call).address
        guard try await store.read({ try Grants.get(input.grantId, of: key, $0) }) != nil else {
            throw Refusal.noGrant(input.grantId)
        }
        try Refusal.dryRun(input.dryRun)
        try await store.write { transaction in
            guard let grant = try Grants.get(input.grantId, of: key, transaction) else {
                throw Refusal.noGrant(input.grantId)
            }
            try Grants.remove(grant, transaction)
        }
        return Output()
    }
}
