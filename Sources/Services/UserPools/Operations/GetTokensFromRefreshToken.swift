import Kernel
import UserPoolsModel
import Wire

/// Gives new tokens for a refresh token; the only way to do so for clients that rotate refresh tokens.
struct GetTokensFromRefreshToken: Operation {
    typealias Model = UserPoolsModel.GetTokensFromRefreshToken

    let store: UserPoolStore
    let tokens: RefreshTokens

    /// The token is the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (client, pool) = try await store.directory.client(input.clientId)
        try store.rates.check(.userToken, pool: pool.id, client: client.id, at: call.time.milliseconds)
        try ClientSecret.checkBare(input.clientSecret, client: client, vault: store.vault)
        var call = call
        call.account = pool.account
        call.region = pool.id.region
        let result = try await tokens.redeem(
            input.refreshToken, client: client, in: pool, deviceKey: input.deviceKey,
            clientMetadata: input.clientMetadata ?? [:], call: call)
        return Output(authenticationResult: result)
    }
}
