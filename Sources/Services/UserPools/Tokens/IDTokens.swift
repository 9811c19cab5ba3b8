import Kernel
import Storage
import TokenSigning
package import Wire

/// Checks the id tokens of this server's pools for other services: signature, times, pool, and where it is asked for,
/// whether their sign-in is still good.
package struct IDTokens: UserPoolTokens {
    let store: UserPoolStore
    /// The names by which this server is known beside AWS's; of any port, since proxies have their own.
    let ownHosts: Set<String>

    package func canonicalKey(of key: String) -> String? {
        pool(under: key).map { String(IssuerName.canonical($0).dropFirst("https://".count)) }
    }

    package func claims(ofIDToken token: String, under key: String, at time: Timestamp) async throws -> Document? {
        guard let id = pool(under: key), let pool = try await existing(id) else { return nil }
        guard let signed = SignedToken(token) else { throw UserPoolTokenFault.notAnIDToken }
        guard let issuer = signed.claims["iss"]?.text else { throw UserPoolTokenFault.missingClaim("iss") }
        guard store.issuers.pool(of: issuer) == id else { throw UserPoolTokenFault.wrongIssuer }
        let ring = try await store.keys.ring(of: pool, at: time)
        guard let key = ring.keys[signed.keyID], signed.isSigned(by: key.publicKey) else {
            throw UserPoolTokenFault.badSignature
        }
        // An access token has no audience, which is all that AWS says of it.
        for claim in ["aud", "sub"] where signed.claims[claim]?.text == nil {
            throw UserPoolTokenFault.missingClaim(claim)
        }
        guard signed.claims["token_use"] == .string("id") else { throw UserPoolTokenFault.notAnIDToken }
        guard let expiry = signed.claims["exp"]?.number else { throw UserPoolTokenFault.missingClaim("exp") }
        guard time.seconds < Int64(expiry) else { throw UserPoolTokenFault.expired(at: Int64(expiry)) }
        return signed.claims
    }

    package func checkStanding(of claims: Document, under key: String) async throws {
        guard let id = pool(under: key), let pool = try await existing(id),
            let sub = claims["sub"]?.text, let client = claims["aud"]?.text,
            try await isKnown(client, in: pool)
        else { throw UserPoolTokenFault.revoked }
        let family = claims["origin_jti"]?.text ?? ""
        let isGood = try await store.read { transaction in
            guard let user = try Users.find(sub: sub, in: pool, transaction), user.isEnabled else { return false }
            return try RefreshFamilies.get(family, of: user, transaction) != nil
        }
        guard isGood else { throw UserPoolTokenFault.revoked }
    }

    /// The pool that a key means, in AWS's form or under one of this server's hosts.
    private func pool(under key: String) -> PoolID? {
        guard let slash = key.lastIndex(of: "/") else { return nil }
        let pool = PoolID(String(key[key.index(after: slash)...]))
        let host = key[..<slash]
        if host == "cognito-idp.\(pool.region).amazonaws.com" { return pool }
        return ownHosts.contains(host.prefix { $0 != ":" }.lowercased()) ? pool : nil
    }

    private func isKnown(_ client: String, in pool: StoredPool) async throws -> Bool {
        do {
            _ = try await store.directory.client(client, of: pool)
            return true
        } catch let refusal as ServiceError {
            guard refusal == Refusal.noClient(client) else { throw refusal }
            return false
        }
    }

    private func existing(_ id: PoolID) async throws -> StoredPool? {
        do {
            return try await store.directory.pool(id.text)
        } catch let refusal as ServiceError {
            guard refusal == Refusal.noPool(id.text) else { throw refusal }
            return nil
        }
    }
}
