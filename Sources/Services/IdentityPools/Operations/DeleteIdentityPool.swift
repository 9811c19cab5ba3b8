import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Deletes a pool: it is gone at once; its identities are swept later, however many they are.
struct DeleteIdentityPool: Operation {
    typealias Model = IdentityPoolsModel.DeleteIdentityPool

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = IdentityPoolID(input.identityPoolId)
        return [try await store.permission("cognito-identity:DeleteIdentityPool", onPool: pool, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        _ = try await store.write { try Pools.change(pool, in: $0) { $0.isDeleted = true } }
        return Output()
    }
}
