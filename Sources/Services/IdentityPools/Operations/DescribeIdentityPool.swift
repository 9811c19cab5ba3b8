import IdentityPoolsModel
import Kernel

/// Describes a pool to an administrator.
struct DescribeIdentityPool: Operation {
    typealias Model = IdentityPoolsModel.DescribeIdentityPool

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = IdentityPoolID(input.identityPoolId)
        return [try await store.permission("cognito-identity:DescribeIdentityPool", onPool: pool, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        return try PoolAnswer.describe(pool, vault: store.vault)
    }
}
