import Kernel
import TokenSigning
import UserPoolsModel
import Wire

/// Revokes a refresh token with all tokens that came of it. One that is revoked already is no error (RFC 7009).
struct RevokeToken: Operation {
    typealias Model = UserPoolsModel.RevokeToken

    let store: UserPoolStore

    /// The token is the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (client, pool) = try await store.directory.client(input.clientId)
        try store.rates.check(.userToken, pool: pool.id, client: client.id, at: call.time.milliseconds)
        try ClientSecret.checkBare(input.clientSecret, client: client, vault: store.vault)
        guard client.isTokenRevocationEnabled else {
            throw UserPoolsError.unsupportedOperation("Token revocation is not enabled for client \(client.id)")
        }
        guard SignedToken(input.token) == nil else {
            throw UserPoolsError.unsupportedTokenType("Only refresh tokens can be revoked")
        }
        guard let token = RefreshTokenText(input.token, vault: store.vault) else {
            throw UserPoolsError.invalidParameter("Invalid Refresh Token.")
        }
        guard token.pool == pool.id, token.client == client.id else {
            throw UserPoolsError.unauthorized("Token was not issued to client \(client.id)")
        }
        try await store.write { transaction in
            guard let user = try Users.find(sub: token.user, in: pool, transaction),
                let family = try RefreshFamilies.get(token.family, of: user, transaction)
            else { return }
            try RefreshFamilies.remove(family, transaction)
        }
        return Output()
    }
}
