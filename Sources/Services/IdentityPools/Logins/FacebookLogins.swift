import Kernel
import OpenIDConnect
import Storage

/// Facebook Login: access tokens, about which the Graph API is asked, and Limited Login's signed tokens.
struct FacebookLogins: LoginProvider {
    static let key = "graph.facebook.com"
    /// Source: "OIDC Token for Limited Login" in Facebook's documentation, which has named both hosts.
    private static let issuers = [
        TrustedIssuer(
            names: ["https://www.facebook.com", "https://facebook.com"],
            keys: .keySet("https://www.facebook.com/.well-known/oauth/openid/jwks/")),
        TrustedIssuer(
            names: ["https://limited.facebook.com"],
            keys: .keySet("https://limited.facebook.com/.well-known/oauth/openid/jwks/")),
    ]

    let accessTokens: FacebookAccessTokens
    let tokens: IdentityTokens
    let vault: Vault

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && pool.supportedLogins[key] != nil
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        guard let apps = pool.supportedLogins[key] else { throw Refusal.unsupportedProvider() }
        let login: LinkedLogin
        // Access tokens have no dots, or are not made of three parts.
        if proof.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 {
            let token = try await tokens.verify(proof, by: Self.issuers, for: apps.ids, at: call.time)
            login = LinkedLogin(provider: Self.key, subject: token.subject)
            return VerifiedLogin(login: login, claims: token.claims, methods: [Self.key])
        }
        let secret = try apps.openSecret(of: key, in: pool.id, vault: vault)
        let (user, app) = try await holder(of: proof, apps: apps.ids, secret: secret, in: call)
        login = LinkedLogin(provider: Self.key, subject: user)
        return VerifiedLogin(
            login: login, claims: OpaqueClaims.document(subject: user, audience: app), methods: [Self.key])
    }

    private func holder(
        of token: String, apps: [String], secret: String?, in call: Call
    ) async throws -> (user: String, app: String) {
        do throws(AccessTokenFault) {
            let holder =
                if let secret, let app = apps.first {
                    try await accessTokens.holder(of: token, app: app, secret: secret, at: call.time)
                } else {
                    try await accessTokens.holder(of: token)
                }
            guard let app = holder.apps.first(where: apps.contains) else { throw .wrongApp }
            return (holder.user, app)
        } catch {
            throw Refusal.login(error, of: "Facebook", at: call.time)
        }
    }
}
