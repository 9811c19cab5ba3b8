import Kernel

/// Verifies with each provider what callers bring as their logins.
struct LoginVerifier: Sendable {
    /// Bytes of a person's id: four times what OpenID Connect allows, as long as developers' may be.
    private static let longestSubject = 1024

    /// The first that takes a login's key decides.
    let providers: [any LoginProvider]

    /// What every login of a call proves, in the order of the login keys.
    ///
    /// Developers' own logins are not taken here: unsigned calls cannot bring them, but as the pool's own tokens under
    /// the key `cognito-identity.amazonaws.com`. Refuses with AWS's texts; nothing is changed.
    func verify(
        _ logins: [String: String], for pool: StoredIdentityPool, in call: Call
    ) async throws -> [VerifiedLogin] {
        var work: [(provider: any LoginProvider, key: String, proof: String)] = []
        for (key, proof) in logins.sorted(by: { $0.key < $1.key }) {
            guard key != pool.developerProvider else { throw Refusal.notPublicProvider() }
            // Nothing is asked of anybody before it is known that somebody answers for each login.
            guard let provider = providers.first(where: { $0.takes(key, for: pool) }) else {
                throw Refusal.unsupportedProvider()
            }
            work.append((provider, key, proof))
        }
        var verified: [VerifiedLogin] = []
        for (provider, key, proof) in work {
            let login = try await provider.verify(proof, under: key, for: pool, in: call)
            guard login.login.subject.utf8.count <= Self.longestSubject else {
                throw Refusal.invalidLogin("The subject is too long.")
            }
            verified.append(login)
        }
        return verified
    }
}
