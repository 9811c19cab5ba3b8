/// A SAML identity provider that an account has registered in IAM.
package struct RegisteredSAMLProvider: Hashable, Sendable {
    package var arn: String
    /// Its metadata document.
    package var metadata: String
    /// Seconds since 1970; the document is worth nothing after.
    package var validUntil: Int64

    package init(arn: String, metadata: String, validUntil: Int64) {
        self.arn = arn
        self.metadata = metadata
        self.validUntil = validUntil
    }
}

/// What other services may know of an account's SAML providers without calling IAM's operations.
package protocol SAMLProviderSource: Sendable {
    func samlProvider(arn: String, in account: AccountID) async throws -> RegisteredSAMLProvider?
}
