import Kernel
import UserPoolsModel
import Wire

/// Signs a user out everywhere, on an administrator's word.
struct AdminUserGlobalSignOut: Operation {
    typealias Model = UserPoolsModel.AdminUserGlobalSignOut

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminUserGlobalSignOut", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try store.rates.check(.userUpdate, pool: pool.id, at: call.time.milliseconds)
        try await store.write { transaction in
            guard let user = try UserLookup.find(input.username, in: pool, transaction) else { throw Refusal.noUser() }
            try RefreshFamilies.removeAll(of: user, transaction)
        }
        return Output()
    }
}
