import Kernel

/// Which identity a call's logins belong to: found, made, linked or merged.
struct Linking: Sendable {
    let store: IdentityPoolStore

    /// The identity that stands after the call; it need not be the one that was named, where logins were merged.
    ///
    /// - Parameters:
    ///   - named: the identity that the caller says to be; `nil` in `GetId`.
    ///   - logins: verified; none for guests.
    func identity(
        named: IdentityID?, by logins: [VerifiedLogin], in pool: StoredIdentityPool, call: Call
    ) async throws -> StoredIdentity {
        preconditionFailure("not written yet")
    }
}
