import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes a pool: it is gone at once, its clients with it; its users are swept later, however many they are.
struct DeleteUserPool: Operation {
    typealias Model = UserPoolsModel.DeleteUserPool

    let store: UserPoolStore
    let senderKeys: SenderKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteUserPool", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            try PoolRules.checkNoImport(into: pool, transaction)
            let domains = try Domains.all(of: pool, transaction)
            try Pools.change(pool, at: call.time.milliseconds, in: transaction) { pool in
                guard pool.settings.deletionProtection != "ACTIVE" else {
                    throw Refusal.invalid(
                        "The user pool cannot be deleted because deletion protection is activated. "
                            + "Deletion protection must be inactivated first.")
                }
                guard domains.isEmpty else {
                    throw Refusal.invalid(
                        "User pool cannot be deleted. It has a domain configured that should be deleted first.")
                }
                pool.isDeleted = true
            }
            try Clients.records.removeFirst(
                .max, prefix: Clients.prefix(pool.id), account: pool.account.digits, in: transaction)
        }
        await senderKeys.retireGrant(of: pool.settings.triggers, keeping: nil, pool: pool, in: call)
        return Output()
    }
}
