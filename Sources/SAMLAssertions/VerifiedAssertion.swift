/// What an identity provider says of somebody, in an assertion that was verified.
package struct VerifiedAssertion: Hashable, Sendable {
    package var issuer: String
    /// The text of the `NameID`.
    package var subject: String
    /// The format of the `NameID`, such as `urn:oasis:names:tc:SAML:2.0:nameid-format:persistent`.
    package var subjectFormat: String?
    package var audience: String
    /// Where the assertion was to be brought.
    package var recipient: String
    /// Every attribute's values, by its name.
    package var attributes: [String: [String]]
    /// Seconds since 1970.
    package var issuedAt: Int64
    /// Until when the provider's own session lasts, in seconds since 1970; `nil` where it does not say.
    package var sessionEnd: Int64?
}
