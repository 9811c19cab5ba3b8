import Kernel
import OpenIDConnect

/// Takes a pool's own tokens as logins: with these come those whom a developer's back end vouched for, by
/// `GetOpenIdTokenForDeveloperIdentity`.
struct PoolTokenLogins: LoginProvider {
    private static let authenticated = "authenticated"

    let tokens: PoolTokens

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool { key == PoolTokens.provider }

    /// The login's subject is the identity's own id. Tokens of guests prove nothing, and other pools' nothing here.
    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let claims: PoolTokenClaims
        do {
            guard let vouched = try await tokens.published(proof, at: call.time) else {
                throw Refusal.invalidLogin("Not a valid OpenId Connect identity token.")
            }
            claims = vouched
        } catch let fault as TokenFault {
            throw Self.refusal(for: fault)
        }
        guard claims.pool == pool.id.text, claims.methods.contains(Self.authenticated) else {
            throw Refusal.unsupportedProvider()
        }
        return VerifiedLogin(
            login: LinkedLogin(provider: LinkedLogin.ownProvider, subject: claims.identity),
            claims: claims.document,
            methods: claims.methods.filter { $0 != Self.authenticated }
        )
    }

    private static func refusal(for fault: TokenFault) -> any Error {
        switch fault {
        case .expired(let end, let now): Refusal.invalidLogin("Token expired: \(now) >= \(end)")
        case .badSignature, .unknownKey: Refusal.invalidLogin("Token signature invalid.")
        default: Refusal.invalidLogin("Not a valid OpenId Connect identity token.")
        }
    }
}
