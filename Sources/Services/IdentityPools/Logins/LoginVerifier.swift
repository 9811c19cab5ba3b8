import Kernel

/// Verifies with each provider what callers bring as their logins.
struct LoginVerifier: Sendable {
    /// What every login of a call proves, in the order of the login keys.
    ///
    /// Developers' own logins are not taken here: unsigned calls cannot bring them, but as the pool's own tokens under
    /// the key `cognito-identity.amazonaws.com`. Refuses with AWS's texts; nothing is changed.
    func verify(
        _ logins: [String: String], for pool: StoredIdentityPool, in call: Call
    ) async throws -> [VerifiedLogin] {
        preconditionFailure("not written yet")
    }
}
