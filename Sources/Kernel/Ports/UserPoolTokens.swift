package import Wire

/// Why an id token of a user pool was refused.
package enum UserPoolTokenFault: Error, Hashable, Sendable {
    /// Not a token, or not one that says who somebody is.
    case notAnIDToken
    /// A claim that every id token must have.
    case missingClaim(String)
    case badSignature
    /// Past its end, in seconds since 1970.
    case expired(at: Int64)
    case wrongIssuer
    /// The user is gone or disabled, or has signed out since.
    case revoked
}

/// Verifies the id tokens of this server's own user pools for other services.
package protocol UserPoolTokens: Sendable {
    /// AWS's form of a login key that means one of this server's pools, such as
    /// `cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1`; `nil` for all that can be none.
    ///
    /// Keys may also begin with this server's own host. It does not look whether the pool exists.
    func canonicalKey(of key: String) -> String?

    /// The claims of an id token, verified but for the audience, which the caller compares with what it takes.
    ///
    /// - Parameter key: the login key; `nil` where this server has no such pool.
    /// Throws `UserPoolTokenFault`.
    func claims(ofIDToken token: String, under key: String, at time: Timestamp) async throws -> Document?

    /// Refuses with `UserPoolTokenFault.revoked` the claims of a user who was deleted or disabled since, or has signed
    /// out.
    func checkStanding(of claims: Document, under key: String) async throws
}
