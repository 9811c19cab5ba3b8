import Kernel
import Storage
import UserPoolsModel
import Wire

/// Deletes the user who brings an access token, with everything that was kept of them.
struct DeleteUser: Operation {
    typealias Model = UserPoolsModel.DeleteUser

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        try await store.write { transaction in
            guard let user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            try UserErasure.erase(user, transaction)
        }
        return Output()
    }
}
