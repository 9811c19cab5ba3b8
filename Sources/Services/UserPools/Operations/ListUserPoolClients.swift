import Kernel
import Storage
import UserPoolsModel

/// Lists the app clients of a pool.
struct ListUserPoolClients: Operation {
    typealias Model = UserPoolsModel.ListUserPoolClients

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListUserPoolClients", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let page = try await store.read { transaction in
            try store.page(
                Clients.records, after: input.nextToken, limit: input.maxResults ?? 60, account: pool.account,
                prefix: Clients.prefix(pool.id), transaction)
        }
        return Output(
            userPoolClients: page.records.map {
                UserPoolClientDescription(clientId: $0.id, userPoolId: $0.pool.text, clientName: $0.name)
            },
            nextToken: page.next)
    }
}
