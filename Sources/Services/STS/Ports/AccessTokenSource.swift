package import Wire

/// Asks a provider about its OAuth 2.0 access tokens, which say nothing by themselves.
package protocol AccessTokenSource: Sendable {
    /// The `ProviderId` that the source answers to, such as `www.amazon.com`.
    var providerID: String { get }

    /// The person behind a token. Throws the `ServiceError` with which AWS refuses the token.
    func identity(by token: String, at time: Timestamp) async throws -> WebIdentity
}
