internal import Kernel
internal import Logging
internal import SAMLAssertions
internal import STSModel
internal import Wire

/// Identities by SAML providers that accounts have registered in IAM.
struct SAMLIdentities: Sendable {
    /// Seconds within which an assertion must be brought.
    private static let freshness: Int64 = 300

    let providers: any SAMLProviderSource

    /// The person behind an assertion in base 64; refuses in AWS's words.
    func identity(
        by proof: String, of provider: String, in account: AccountID, call: Call
    ) async throws -> SAMLIdentity {
        let prefix = "arn:aws:iam::\(account):saml-provider/"
        guard provider.hasPrefix(prefix), let found = try await providers.samlProvider(arn: provider, in: account),
            call.time.seconds < found.validUntil
        else { throw STSError.invalidIdentityToken("Specified provider doesn't exist") }
        let assertion = try Self.assertion(in: proof, of: found, call: call)
        // From the future it would be fresh for ever.
        guard (-Self.freshness..<Self.freshness).contains(call.time.seconds - assertion.issuedAt) else {
            throw STSError.expiredToken("Token must be redeemed within 5 minutes of issuance")
        }
        return try SAMLIdentity(
            assertion, providerName: String(provider.dropFirst(prefix.count)), account: account)
    }

    private static func assertion(
        in proof: String, of provider: RegisteredSAMLProvider, call: Call
    ) throws -> VerifiedAssertion {
        do throws(SAMLFault) {
            guard let response = Base64.decode(proof.utf8) else { throw .malformed }
            return try AssertionVerifier().verify(
                response, by: SAMLIssuer(metadata: provider.metadata), at: call.time)
        } catch {
            if case .unavailable(let reason) = error { call.logger.error("SAML cannot be verified: \(reason)") }
            throw refusal(for: error)
        }
    }

    /// AWS's answers as "Troubleshoot SAML federation with IAM" and its users report them; else in our words.
    private static func refusal(for fault: SAMLFault) -> ServiceError {
        switch fault {
        case .unavailable: STSError.invalidIdentityToken("SAML assertions cannot be verified by this server")
        case .badMetadata: STSError.invalidIdentityToken("The metadata of the specified provider has no signing key")
        case .malformed, .encrypted, .missing:
            STSError.invalidIdentityToken("Your request included an invalid SAML response.")
        case .unsuccessful: STSError.idpRejectedClaim("The identity provider reported that authentication failed")
        case .badSignature: STSError.invalidIdentityToken("Response signature invalid")
        case .wrongIssuer: STSError.invalidIdentityToken("Issuer not present in specified provider")
        case .wrongAudience: STSError.invalidIdentityToken("Response does not contain the required audience.")
        case .wrongRecipient: STSError.invalidIdentityToken("Response does not contain the required recipient.")
        case .notYetValid: STSError.invalidIdentityToken("The SAML assertion is not valid yet")
        case .expired: STSError.expiredToken("Token must be redeemed within 5 minutes of issuance")
        }
    }
}
