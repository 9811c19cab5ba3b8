package import Wire

/// What a provider says of somebody, in a token that was verified.
package struct VerifiedToken: Hashable, Sendable {
    /// The whole URL, `https://…`.
    package var issuer: String
    package var subject: String
    /// All that the token says.
    package var claims: Document
    /// The `aud` claim, one or several.
    package var audiences: [String]
    /// The `azp` claim: the client that the token was issued to.
    package var authorizedParty: String?
    /// The `amr` claim: how the person proved who they are.
    package var authenticationMethods: [String]
    /// Every claim that is a text, by name.
    package var texts: [String: String]
    /// Session tags, from the claim `https://aws.amazon.com/tags`.
    package var tags: [String: String]
    package var transitiveTagKeys: [String]
    /// From the claim `https://aws.amazon.com/source_identity`.
    package var sourceIdentity: String?

    /// What AWS compares with the registered client ids: `azp` takes the place of `aud` where both are set.
    ///
    /// Source: "Create an OpenID Connect (OIDC) identity provider in IAM".
    package var effectiveAudiences: [String] { authorizedParty.map { [$0] } ?? audiences }

    private static let tagsClaim = "https://aws.amazon.com/tags"
    private static let sourceIdentityClaim = "https://aws.amazon.com/source_identity"

    init(_ claims: Document, issuer: String) throws(TokenFault) {
        guard let subject = claims["sub"]?.text, !subject.isEmpty else { throw .missingClaim("sub") }
        let audiences = Self.texts(claims["aud"])
        guard !audiences.isEmpty else { throw .missingClaim("aud") }
        self.issuer = issuer
        self.subject = subject
        self.claims = claims
        self.audiences = audiences
        authorizedParty = claims["azp"]?.text
        authenticationMethods = Self.texts(claims["amr"])
        texts = claims.members.reduce(into: [:]) { texts, member in
            if let text = member.value.text { texts[member.name] = text }
        }
        sourceIdentity = claims[Self.sourceIdentityClaim]?.text
        (tags, transitiveTagKeys) = try Self.tags(claims[Self.tagsClaim])
    }

    /// A text, or the texts of an array.
    private static func texts(_ value: Document?) -> [String] {
        value?.text.map { [$0] } ?? value?.elements.compactMap(\.text) ?? []
    }

    /// The tags claim: each tag an array of exactly one text.
    ///
    /// Source: "Pass session tags in AWS STS", Passing session tags using AssumeRoleWithWebIdentity.
    private static func tags(_ claim: Document?) throws(TokenFault) -> ([String: String], [String]) {
        guard let claim else { return ([:], []) }
        var tags: [String: String] = [:]
        for member in claim["principal_tags"]?.members ?? [] {
            let values = texts(member.value)
            guard values.count == 1 else { throw .malformed }
            tags[member.name] = values[0]
        }
        return (tags, texts(claim["transitive_tag_keys"]))
    }
}
