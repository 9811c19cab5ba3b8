import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lets a disabled user sign in again.
struct AdminEnableUser: Operation {
    typealias Model = UserPoolsModel.AdminEnableUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminEnableUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            var user = try UserLookup.require(input.username, in: pool, transaction)
            user.isEnabled = true
            user.modifiedAt = call.time.milliseconds
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
