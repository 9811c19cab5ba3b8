import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes a resource server; clients keep the names of its scopes.
struct DeleteResourceServer: Operation {
    typealias Model = UserPoolsModel.DeleteResourceServer

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteResourceServer", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let removed = try await store.write { transaction in
            try ResourceServers.records.remove(
                ResourceServers.key(pool, input.identifier), account: pool.account.digits, in: transaction)
        }
        guard removed != nil else { throw ResourceServerRules.none(input.identifier) }
        return Output()
    }
}
