import Kernel
import Storage
import UserPoolsModel
import Wire

/// Keeps a user from signing in, and revokes all tokens that they hold.
struct AdminDisableUser: Operation {
    typealias Model = UserPoolsModel.AdminDisableUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminDisableUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            var user = try UserLookup.require(input.username, in: pool, transaction)
            user.isEnabled = false
            user.modifiedAt = call.time.milliseconds
            try Users.records.replace(user, in: transaction)
            try RefreshFamilies.removeAll(of: user, transaction)
        }
        return Output()
    }
}
