import Kernel
import UserPoolsModel
import Wire

/// Signs the holder of an access token out everywhere: every refresh token, and every access token for calls here.
struct GlobalSignOut: Operation {
    typealias Model = UserPoolsModel.GlobalSignOut

    let store: UserPoolStore
    let tokens: AccessTokens

    /// The token is the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await tokens.holder(of: input.accessToken, in: call)
        try store.rates.check(
            .userUpdate, pool: holder.pool.id, client: holder.client.id, at: call.time.milliseconds)
        try await store.write { try RefreshFamilies.removeAll(of: holder.user, $0) }
        return Output()
    }
}
