import Kernel
import Storage
import UserPoolsModel
import Wire

/// Puts a user into a group; one who is in it already stays so.
struct AdminAddUserToGroup: Operation {
    typealias Model = UserPoolsModel.AdminAddUserToGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminAddUserToGroup", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            let user = try UserLookup.require(input.username, in: pool, transaction)
            let group = try Groups.require(input.groupName, in: pool, transaction)
            let membership = Memberships.membership(of: user, in: group)
            guard try !Memberships.contains(membership, transaction) else { return }
            guard try Memberships.groups(of: user, transaction).count < Memberships.limit else {
                throw UserPoolsError.limitExceeded("Exceeded the limit of \(Memberships.limit) groups for a user.")
            }
            try Memberships.records.insert(membership, in: transaction)
        }
        return Output()
    }
}
