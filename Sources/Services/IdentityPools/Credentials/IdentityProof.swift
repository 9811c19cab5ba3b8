import Kernel
import Wire

/// Somebody of whom it is known which identity they are, and by which logins.
struct ProvedIdentity: Sendable {
    var identity: StoredIdentity
    var pool: StoredIdentityPool
    /// What the call brought; none for guests.
    var logins: [VerifiedLogin]

    /// The `amr` of tokens.
    var methods: [String] { PoolTokens.amr(of: logins) }
}

/// Finds out who calls `GetOpenIdToken` and `GetCredentialsForIdentity`: the named identity, or what its logins make
/// of it.
struct IdentityProof: Sendable {
    let logins: LoginVerifier
    let linking: Linking

    /// The identity that a call names, and its pool, nothing of it proved; refuses what is more than the pool's share.
    func find(
        _ id: String, for rate: RateCaps.Category, in call: Call
    ) async throws -> (StoredIdentity, StoredIdentityPool) {
        let (identity, pool) = try await linking.find(IdentityID(id))
        try linking.store.rates.check(rate, pool: pool.id, at: call.time.milliseconds)
        return (identity, pool)
    }

    /// Verifies the logins and links what is new among them; writes nothing where nothing is.
    func prove(
        _ found: StoredIdentity, in pool: StoredIdentityPool, by logins: [String: String]?, call: Call
    ) async throws -> ProvedIdentity {
        let verified = try await self.logins.verify(logins ?? [:], for: pool, in: call)
        let identity = try await linking.identity(found: found, by: verified, in: pool, call: call)
        // The pool's own token says what was so when it was issued; without a login left nobody is authenticated.
        guard !identity.isGuest || verified.isEmpty else { throw Refusal.loginsDoNotMatch() }
        return ProvedIdentity(identity: identity, pool: pool, logins: verified)
    }
}
