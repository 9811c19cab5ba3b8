import Kernel
import Logging
import SAMLAssertions
import Wire

/// SAML responses, in base 64, of providers that the pool names by their ARNs in IAM.
struct SAMLLogins: LoginProvider {
    let providers: any SAMLProviderSource

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        pool.samlProviders.contains(key)
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        guard let provider = try await providers.samlProvider(arn: key, in: pool.account),
            call.time.seconds < provider.validUntil
        else { throw Refusal.unsupportedProvider() }
        do {
            guard let response = Base64.decode(proof.utf8) else { throw SAMLFault.malformed }
            let issuer = try SAMLIssuer(metadata: provider.metadata)
            let assertion = try AssertionVerifier().verify(response, by: issuer, at: call.time)
            return VerifiedLogin(
                login: LinkedLogin(provider: key, subject: assertion.subject), claims: Self.claims(of: assertion),
                methods: [key])
        } catch let fault as SAMLFault {
            if case .unavailable(let reason) = fault { call.logger.error("SAML cannot be verified: \(reason)") }
            throw Self.refusal(for: fault)
        }
    }

    /// The attributes by their names; of several values, a list. The `NameID` is the subject.
    private static func claims(of assertion: VerifiedAssertion) -> Document {
        let attributes = assertion.attributes.mapValues { values in
            values.count == 1 ? Document.string(values[0]) : .array(values.map { .string($0) })
        }
        let own: [String: Document] = [
            "aud": .string(assertion.audience), "iss": .string(assertion.issuer), "sub": .string(assertion.subject),
        ]
        let claims = attributes.merging(own) { $1 }
        return .object(claims.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    }

    /// STS's texts for SAML where there are any.
    private static func refusal(for fault: SAMLFault) -> ServiceError {
        switch fault {
        case .unavailable: Refusal.silentProvider()
        case .badMetadata: Refusal.unsupportedProvider()
        case .malformed, .encrypted, .unsuccessful, .missing:
            Refusal.invalidLogin("Your request included an invalid SAML response.")
        case .badSignature: Refusal.invalidLogin("Response signature invalid")
        case .wrongIssuer: Refusal.invalidLogin("Issuer not present in specified provider")
        case .wrongAudience: Refusal.invalidLogin("Response does not contain the required audience.")
        case .wrongRecipient: Refusal.invalidLogin("Response does not contain the required recipient.")
        case .notYetValid: Refusal.invalidLogin("Token is not valid yet.")
        case .expired(let end, let now): Refusal.expiredLogin(at: end, now: now)
        }
    }
}
