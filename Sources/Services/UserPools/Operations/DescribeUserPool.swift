import Kernel
import UserPoolsModel

/// Describes a pool to an administrator.
struct DescribeUserPool: Operation {
    typealias Model = UserPoolsModel.DescribeUserPool

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DescribeUserPool", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        return try await store.read { transaction in
            Output(userPool: try PoolAnswer.describe(try Pools.current(pool, transaction), transaction))
        }
    }
}
