import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes a group. Its members are out of it at once; what is left of a large group's memberships is swept later.
struct DeleteGroup: Operation {
    typealias Model = UserPoolsModel.DeleteGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteGroup", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            let group = try Groups.require(input.groupName, in: pool, transaction)
            try Groups.records.remove(
                Groups.key(pool.id, group.name), account: pool.account.digits, in: transaction)
            if try !Memberships.removePortion(of: group, transaction) {
                try DeletedGroups.records.put(group, in: transaction)
            }
        }
        return Output()
    }
}
