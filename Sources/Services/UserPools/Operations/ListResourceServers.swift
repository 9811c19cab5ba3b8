import Kernel
import Storage
import UserPoolsModel

/// Lists the resource servers of a pool.
struct ListResourceServers: Operation {
    typealias Model = UserPoolsModel.ListResourceServers

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListResourceServers", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let page = try await store.read { transaction in
            try store.page(
                ResourceServers.records, after: input.nextToken, limit: input.maxResults ?? 50, account: pool.account,
                prefix: [.string(pool.id.text)], transaction)
        }
        return Output(resourceServers: page.records.map(\.model), nextToken: page.next)
    }
}
