import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives an app client new settings; what the request leaves out falls back to AWS's default, but for the name.
struct UpdateUserPoolClient: Operation {
    typealias Model = UserPoolsModel.UpdateUserPoolClient

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:UpdateUserPoolClient", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(
                input.analyticsConfiguration?.roleArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try await store.directory.client(input.clientId, of: pool)
        let settings = ClientSettings(input)
        let changed = try await store.write { transaction in
            let pool = try Pools.current(pool, transaction)
            return try Clients.change(client, in: transaction) { client in
                settings.apply(to: &client)
                client.name = input.clientName ?? client.name
                client.modifiedAt = call.time.milliseconds
                try ClientRules(client: client, pool: pool, occasion: .updating).check(transaction)
            }
        }
        return Output(userPoolClient: try ClientAnswer(vault: store.vault).describe(changed))
    }
}
