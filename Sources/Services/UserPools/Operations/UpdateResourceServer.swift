import Kernel
import Storage
import UserPoolsModel

/// Gives a resource server another name and other scopes; without scopes in the request it has none.
struct UpdateResourceServer: Operation {
    typealias Model = UserPoolsModel.UpdateResourceServer

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:UpdateResourceServer", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let scopes = try ResourceServerRules.scopes(input.scopes)
        let changed = try await store.write { transaction in
            try ResourceServers.records.update(
                ResourceServers.key(pool, input.identifier), account: pool.account.digits, in: transaction
            ) { server in
                server.name = input.name
                server.scopes = scopes
            }
        }
        guard let server = changed else { throw ResourceServerRules.none(input.identifier) }
        return Output(resourceServer: server.model)
    }
}
