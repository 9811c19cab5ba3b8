import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes an app client of a pool, with a secret where one is asked for.
struct CreateUserPoolClient: Operation {
    typealias Model = UserPoolsModel.CreateUserPoolClient

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateUserPoolClient", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(
                input.analyticsConfiguration?.roleArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try client(of: input, in: pool, at: call.time.milliseconds)
        try await store.write { transaction in
            let pool = try Pools.current(pool, transaction)
            try ClientRules(client: client, pool: pool, occasion: .creating).check(transaction)
            try ClientRules.checkRoom(in: pool, transaction)
            try Clients.records.insert(client, in: transaction)
        }
        return Output(userPoolClient: try ClientAnswer(vault: store.vault).describe(client))
    }

    private func client(of input: Input, in pool: StoredPool, at time: Int64) throws -> StoredClient {
        let id = ClientSecrets.newID(store.random)
        let secret = try ClientSecrets.chosen(by: input, store.random)
        let secrets = try secret.map { text in
            [try ClientSecrets.seal(text, ofClient: id, at: time, vault: store.vault)]
        }
        var client = StoredClient(
            pool: pool.id, account: pool.account, id: id, name: input.clientName, createdAt: time, modifiedAt: time,
            secrets: secrets ?? [], refreshTokenValidity: 30, isOAuthEnabled: false, isTokenRevocationEnabled: true,
            propagatesUserContext: false, authSessionValidity: 3)
        ClientSettings(input).apply(to: &client)
        return client
    }
}
