import Kernel
import OpenIDConnect

/// Sign-in with Google: its identity tokens, for the client ids that the pool names or that IAM has registered.
struct GoogleLogins: LoginProvider {
    static let key = "accounts.google.com"
    /// Google spells its issuer with and without the scheme ("Verify the Google ID token" in its documentation).
    private static let issuer = TrustedIssuer(
        names: ["https://accounts.google.com", key], keys: .discovery(issuer: "https://accounts.google.com"))

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
