import Kernel
import OpenIDConnect

/// Sign in with Apple: its identity tokens, for apps' bundle ids and web sites' services ids.
struct AppleLogins: LoginProvider {
    static let key = "appleid.apple.com"
    private static let issuer = TrustedIssuer("https://appleid.apple.com")

    let tokens: IdentityTokens
    let registrations: IAMRegistrations

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && (pool.supportedLogins[key] != nil || IAMRegistrations.issuer(under: key, for: pool) != nil)
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let clientIDs = try await registrations.clientIDs(under: key, for: pool)
        let ids = pool.supportedLogins[key]?.ids ?? []
        let token = try await tokens.verify(proof, by: [Self.issuer], for: ids + clientIDs, at: call.time)
        return VerifiedLogin(
            login: LinkedLogin(provider: Self.key, subject: token.subject), claims: token.claims, methods: [Self.key])
    }
}
