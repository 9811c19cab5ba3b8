internal import Kernel
internal import OpenIDConnect
internal import ServiceIdentityPools
internal import ServiceSTS
internal import Wire

/// The identities of this server's identity pools, as STS knows web identities.
struct PoolIdentities: WebIdentitySource {
    let tokens: PoolTokens

    func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity? {
        do {
            guard let claims = try await tokens.vouched(by: token, at: time) else { return nil }
            return WebIdentity(
                provider: PoolTokens.provider,
                namespace: PoolTokens.provider,
                subject: claims.identity,
                audience: claims.pool,
                conditions: ["aud": [claims.pool], "sub": [claims.identity], "amr": claims.methods],
                tags: claims.tags
            )
        } catch let fault as TokenFault {
            throw RegisteredIdentities.refusal(for: fault)
        }
    }
}
