package import Kernel
package import Wire

/// Verifies identity tokens of any OpenID Connect provider.
///
/// Stateless but for the providers' keys, which it keeps; one verifier serves the whole server.
package struct TokenVerifier: Sendable {
    /// How long keys are kept and how far clocks may differ; seconds.
    package struct Settings: Hashable, Sendable {
        /// How many issuers' keys are kept.
        package var issuerLimit: Int
        package var lifetime: Int64
        /// How often at most an issuer is asked again because a token names a key that it did not publish before.
        package var refetchInterval: Int64
        /// By how much `exp`, `nbf` and `iat` may be missed.
        package var leeway: Int64

        package init(
            issuerLimit: Int = 256,
            lifetime: Int64 = 3600,
            refetchInterval: Int64 = 60,
            leeway: Int64 = 60
        ) {
            self.issuerLimit = issuerLimit
            self.lifetime = lifetime
            self.refetchInterval = refetchInterval
            self.leeway = leeway
        }
    }

    private let keySets: KeySets
    private let leeway: Int64

    package init(http: any OutgoingHTTP, settings: Settings = Settings()) {
        keySets = KeySets(http: http, settings: settings)
        leeway = settings.leeway
    }

    /// Checks everything there is to check of a token and answers its claims.
    ///
    /// - Parameters:
    ///   - issuer: the issuer's whole URL; the token and the discovery document must name it letter for letter.
    ///   - clientIDs: the audiences that are accepted; one of them must be the token's.
    ///   - time: the moment of the call; nothing here looks at the clock.
    package func verify(
        _ token: JSONWebToken,
        issuer: String,
        clientIDs: [String],
        at time: Timestamp
    ) async throws(TokenFault) -> VerifiedToken {
        try await verify(token, by: TrustedIssuer(issuer), expiryLeeway: leeway, at: time) {
            $0.effectiveAudiences.contains(where: clientIDs.contains)
        }
    }

    /// The same for an issuer of several names or with a key set of its own, and for callers with their own idea of whom
    /// a token must be for.
    ///
    /// - Parameter expiryLeeway: by how many seconds the token's end may be missed.
    package func verify(
        _ token: JSONWebToken,
        by issuer: TrustedIssuer,
        expiryLeeway: Int64 = 0,
        at time: Timestamp,
        isMeant: (VerifiedToken) -> Bool
    ) async throws(TokenFault) -> VerifiedToken {
        guard let claimed = token.claimedIssuer else { throw .missingClaim("iss") }
        guard issuer.names.contains(claimed) else { throw .wrongIssuer(claimed) }
        let claims = try VerifiedToken(token.claims, issuer: claimed)
        try checkTimes(of: token.claims, expiryLeeway: expiryLeeway, at: time.seconds)
        guard isMeant(claims) else { throw .wrongAudience(claims.effectiveAudiences) }
        let keys = try await keySets.keys(for: token, in: issuer.keys, at: time.seconds)
        guard !keys.isEmpty else { throw .unknownKey(token.keyID) }
        guard keys.contains(where: { $0.verifies(token) }) else { throw .badSignature }
        return claims
    }

    private func checkTimes(of claims: Document, expiryLeeway: Int64, at now: Int64) throws(TokenFault) {
        guard let end = try Self.seconds("exp", in: claims) else { throw .missingClaim("exp") }
        guard now < end + expiryLeeway else { throw .expired(at: end, now: now) }
        for claim in ["nbf", "iat"] {
            guard let start = try Self.seconds(claim, in: claims) else { continue }
            guard start <= now + leeway else { throw .notYetValid(claim: claim) }
        }
    }

    /// A NumericDate (RFC 7519, section 2), which may have a fraction.
    private static func seconds(_ claim: String, in claims: Document) throws(TokenFault) -> Int64? {
        guard let value = claims[claim] else { return nil }
        guard let number = value.number, number.magnitude < 1e12 else { throw .malformed }
        return Int64(number.rounded(.down))
    }
}
