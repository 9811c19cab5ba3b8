import Kernel

/// Verifies the logins of one kind of identity provider.
protocol LoginProvider: Sendable {
    /// Whether a login under this key is this provider's, and the pool takes it.
    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool

    /// Who somebody is whose proof stands under a key that `takes` took; refuses with AWS's texts.
    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin
}
