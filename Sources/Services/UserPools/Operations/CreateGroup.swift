import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a group, of which a pool has at most 10,000.
struct CreateGroup: Operation {
    typealias Model = UserPoolsModel.CreateGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateGroup", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(input.roleArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try RolePassing.refuseForeign(input.roleArn, of: pool.account)
        let now = call.time.milliseconds
        let group = StoredGroup(
            pool: pool.id, account: pool.account, name: input.groupName, description: input.description,
            roleARN: input.roleArn, precedence: input.precedence, createdAt: now, modifiedAt: now,
            id: store.random.characters(12, from: Array("0123456789abcdefghijklmnopqrstuvwxyz")))
        try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            do {
                try Groups.records.insert(group, in: transaction)
            } catch StorageFault.duplicate {
                throw UserPoolsError.groupExists("A group with the name already exists.")
            }
            let count = try Groups.records.count(
                prefix: Groups.prefix(pool.id), account: pool.account.digits, in: transaction)
            guard count <= Groups.limit else {
                throw UserPoolsError.limitExceeded("Exceeded the limit of \(Groups.limit) groups in a user pool.")
            }
        }
        return Output(group: GroupType(describing: group))
    }
}
