package import Wire

/// Why an id token of a user pool was refused.
package enum UserPoolTokenFault: Error, Hashable, Sendable {
    /// Not a token, or not an id token.
    case notAnIDToken
    case badSignature
    /// Past its end, in seconds since 1970.
    case expired(at: Int64)
    case wrongIssuer
    case wrongAudience
    /// The user is gone or disabled, or has signed out since.
    case revoked
}

/// Verifies the id tokens of this server's own user pools for other services.
package protocol UserPoolTokens: Sendable {
    /// The verified claims of an id token; `nil` where this server has no such pool.
    ///
    /// - Parameters:
    ///   - provider: the login key: the pool's issuer without its scheme, in AWS's form or this server's own.
    ///   - client: the app client that the token must be for.
    ///   - isStillGood: whether the user is looked up too, so that what was revoked is refused.
    func claims(
        ofIDToken token: String, provider: String, client: String, checking isStillGood: Bool, at time: Timestamp
    ) async throws -> Document?
}
