import Kernel
import Storage
import UserPoolsModel
import Wire

/// Takes a user out of a group; one who is not in it stays out.
struct AdminRemoveUserFromGroup: Operation {
    typealias Model = UserPoolsModel.AdminRemoveUserFromGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminRemoveUserFromGroup", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            let user = try UserLookup.require(input.username, in: pool, transaction)
            let group = try Groups.require(input.groupName, in: pool, transaction)
            try Memberships.remove(Memberships.membership(of: user, in: group), transaction)
        }
        return Output()
    }
}
