package import Kernel
package import OpenIDConnect
internal import STSModel
package import Wire

/// Identities by OpenID Connect providers that accounts have registered in IAM.
///
/// Should stand last among the sources: it refuses tokens of issuers that nobody registered.
package struct RegisteredIdentities: WebIdentitySource {
    private let roles: any RoleSource
    private let verifier: TokenVerifier

    package init(roles: any RoleSource, verifier: TokenVerifier) {
        self.roles = roles
        self.verifier = verifier
    }

    package func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity? {
        do {
            let token = try JSONWebToken(token)
            guard let issuer = token.claimedIssuer else { throw TokenFault.missingClaim("iss") }
            guard let provider = try await provider(of: issuer, in: account) else {
                throw STSError.invalidIdentityToken("No OpenIDConnect provider found in your account for \(issuer)")
            }
            let verified = try await verifier.verify(
                token, issuer: issuer, clientIDs: provider.clientIDs, at: time)
            return Self.identity(
                of: verified, by: provider, named: "arn:aws:iam::\(account):oidc-provider/\(provider.url)")
        } catch let fault as TokenFault {
            throw Self.refusal(for: fault)
        }
    }

    /// IAM keeps issuers without their scheme; only https ones can be registered.
    private func provider(of issuer: String, in account: AccountID) async throws -> RegisteredProvider? {
        guard issuer.hasPrefix("https://") else { return nil }
        let url = String(issuer.dropFirst("https://".count))
        if let provider = try await roles.provider(issuedBy: url, in: account) { return provider }
        guard url.hasSuffix("/") else { return nil }
        return try await roles.provider(issuedBy: String(url.dropLast()), in: account)
    }

    /// Source: "Available keys for AWS web identity federation" in the IAM User Guide: `aud` is the authorized party
    /// where the token names one, and `oaud` the audience then.
    static func identity(
        of token: VerifiedToken,
        by provider: RegisteredProvider,
        named name: String
    ) -> WebIdentity {
        var conditions = ["aud": token.effectiveAudiences, "sub": [token.subject]]
        if !token.authenticationMethods.isEmpty { conditions["amr"] = token.authenticationMethods }
        if let party = token.authorizedParty {
            conditions["azp"] = [party]
            conditions["oaud"] = token.audiences
        }
        let audience = token.effectiveAudiences.first(where: provider.clientIDs.contains)
        return WebIdentity(
            provider: name,
            namespace: provider.url,
            subject: token.subject,
            audience: audience ?? token.effectiveAudiences[0],
            conditions: conditions,
            tags: token.tags,
            transitiveTagKeys: token.transitiveTagKeys,
            sourceIdentity: token.sourceIdentity
        )
    }

    /// AWS's answers to bad tokens, as its users report them; where AWS's own text is not known, in our words.
    package static func refusal(for fault: TokenFault) -> ServiceError {
        switch fault {
        case .malformed, .tooLong:
            STSError.invalidIdentityToken(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")
        case .unsupportedAlgorithm(let name):
            STSError.invalidIdentityToken("The ID Token is signed by the algorithm \(name), which is not supported")
        case .missingClaim(let claim): STSError.invalidIdentityToken("Missing a required claim: \(claim)")
        case .wrongIssuer(let issuer):
            STSError.invalidIdentityToken("No OpenIDConnect provider found in your account for \(issuer)")
        case .wrongAudience: STSError.invalidIdentityToken("Incorrect token audience")
        case .expired(let end, let now):
            STSError.expiredToken(
                "Token expired: current date/time \(now) must be before the expiration date/time \(end)")
        case .notYetValid(let claim):
            STSError.invalidIdentityToken("The ID Token is not valid yet: its claim \(claim) lies in the future")
        case .badSignature: STSError.invalidIdentityToken("The signature of the ID Token is invalid")
        case .unknownKey, .unreachable, .badProvider:
            STSError.invalidIdentityToken(
                "Couldn't retrieve verification key from your identity provider,  please reference "
                    + "AssumeRoleWithWebIdentity documentation for requirements")
        case .overlong:
            STSError.idpCommunicationError(
                "The identity provider did not answer in time, or with more than can be taken")
        }
    }
}
