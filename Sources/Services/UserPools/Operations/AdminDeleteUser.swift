import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes a user with everything that was kept of them.
struct AdminDeleteUser: Operation {
    typealias Model = UserPoolsModel.AdminDeleteUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminDeleteUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            try UserErasure.erase(try UserLookup.require(input.username, in: pool, transaction), transaction)
        }
        return Output()
    }
}
