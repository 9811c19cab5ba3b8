import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes an app client.
struct DeleteUserPoolClient: Operation {
    typealias Model = UserPoolsModel.DeleteUserPoolClient

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteUserPoolClient", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let removed = try await store.write { transaction in
            try Clients.records.remove(
                Clients.key(pool.id, input.clientId), account: pool.account.digits, in: transaction)
        }
        guard removed != nil else { throw Refusal.noClient(input.clientId) }
        return Output()
    }
}
