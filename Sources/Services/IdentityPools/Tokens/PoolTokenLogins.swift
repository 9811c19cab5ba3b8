import Kernel
import OpenIDConnect

/// Takes a pool's own tokens as logins: with these come those whom a developer's back end vouched for, by
/// `GetOpenIdTokenForDeveloperIdentity`.
///
/// Nothing but the developer's word counts in them: whoever came by another provider brings that provider's token, so
/// that what the pool says of the provider (its role mapping, its server-side check) cannot be passed by, nor a token
/// renew itself when its login is gone.
struct PoolTokenLogins: LoginProvider {
    private static let authenticated = "authenticated"

    let tokens: PoolTokens
    let store: IdentityPoolStore

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
            methods: PoolTokens.developerMethods(try await developerLogin(in: claims, for: pool), in: pool.id)
        )
    }

    /// The developer's user whom a token names, as long as the identity still is that user.
    private func developerLogin(
        in claims: PoolTokenClaims, for pool: StoredIdentityPool
    ) async throws -> LinkedLogin {
        guard let provider = pool.developerProvider,
            claims.methods.contains(where: { $0.hasPrefix(PoolTokens.developerMethod(provider, "", in: pool.id)) })
        else { throw Refusal.unsupportedProvider() }
        let identity = try await store.read { try Identities.find(IdentityID(claims.identity), in: pool, $0) }
        let login = identity?.logins.first { login in
            login.provider == provider
                && claims.methods.contains(PoolTokens.developerMethod(provider, login.subject, in: pool.id))
        }
        guard let login else { throw Refusal.loginsDoNotMatch() }
        return login
    }

    private static func refusal(for fault: TokenFault) -> any Error {
        switch fault {
        case .expired(let end, let now): Refusal.invalidLogin("Token expired: \(now) >= \(end)")
        case .badSignature, .unknownKey: Refusal.invalidLogin("Token signature invalid.")
        default: Refusal.invalidLogin("Not a valid OpenId Connect identity token.")
        }
    }
}
