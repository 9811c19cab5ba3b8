import Kernel
import OpenIDConnect

/// Identity tokens of any OpenID Connect provider that the pool names by its ARN in IAM.
struct RegisteredLogins: LoginProvider {
    let tokens: IdentityTokens
    let registrations: IAMRegistrations

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        IAMRegistrations.issuer(under: key, for: pool) != nil
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let clientIDs = try await registrations.clientIDs(under: key, for: pool)
        guard let url = IAMRegistrations.issuer(under: key, for: pool), !clientIDs.isEmpty else {
            throw Refusal.unsupportedProvider()
        }
        // IAM may keep an issuer without the slash at its end that its tokens have, as Auth0's do.
        let issuer = "https://" + (url.hasSuffix("/") ? String(url.dropLast()) : url)
        let token = try await tokens.verify(
            proof, by: [TrustedIssuer(issuer), TrustedIssuer(issuer + "/")], for: clientIDs, at: call.time)
        let arn = "arn:aws:iam::\(pool.account):oidc-provider/\(url)"
        return VerifiedLogin(
            login: LinkedLogin(provider: url, subject: token.subject), claims: token.claims,
            methods: [url, "\(arn):OIDC:\(token.subject)"])
    }
}
