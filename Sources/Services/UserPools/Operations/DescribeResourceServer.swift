import Kernel
import Storage
import UserPoolsModel

/// Describes a resource server.
struct DescribeResourceServer: Operation {
    typealias Model = UserPoolsModel.DescribeResourceServer

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DescribeResourceServer", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let found = try await store.read { transaction in
            try ResourceServers.records.get(
                ResourceServers.key(pool, input.identifier), account: pool.account.digits, in: transaction)
        }
        guard let server = found else { throw ResourceServerRules.none(input.identifier) }
        return Output(resourceServer: server.model)
    }
}
