import Kernel
import Wire

/// The tokens by which identity pools vouch for their identities, with the issuer
/// `https://cognito-identity.amazonaws.com`.
package struct PoolTokens: Sendable {
    /// How long a token lives by itself; seconds.
    static let lifetime: Int64 = 600

    let store: IdentityPoolStore

    /// A token that anybody can verify by the published keys: `GetOpenIdToken` and the developers' twin.
    ///
    /// - Parameter methods: the `amr`: `unauthenticated`, or `authenticated` and the logins' methods.
    func token(
        for identity: StoredIdentity, methods: [String], tags: [String: String], lifetime: Int64, in call: Call
    ) async throws -> String {
        preconditionFailure("not written yet")
    }
}
