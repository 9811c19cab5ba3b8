import Kernel
import UserPoolsModel

/// Describes an app client, its secret included.
struct DescribeUserPoolClient: Operation {
    typealias Model = UserPoolsModel.DescribeUserPoolClient

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DescribeUserPoolClient", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try await store.directory.client(input.clientId, of: pool)
        return Output(userPoolClient: try ClientAnswer(vault: store.vault).describe(client))
    }
}
