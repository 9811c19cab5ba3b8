import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes an API and its scopes known to a pool.
struct CreateResourceServer: Operation {
    typealias Model = UserPoolsModel.CreateResourceServer

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateResourceServer", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let server = StoredResourceServer(
            pool: pool.id, account: pool.account, identifier: input.identifier, name: input.name,
            scopes: try ResourceServerRules.scopes(input.scopes))
        try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            try ResourceServerRules.checkRoom(in: pool, transaction)
            do {
                try ResourceServers.records.insert(server, in: transaction)
            } catch StorageFault.duplicate {
                throw Refusal.invalid("\(server.identifier) already exists in user pool \(pool.id).")
            }
        }
        return Output(resourceServer: server.model)
    }
}
