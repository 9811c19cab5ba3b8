/// Why a SAML response was refused; the caller chooses its own words for it.
package enum SAMLFault: Error, Hashable, Sendable {
    /// xmlsec1 is missing on this machine; the sentence says what to do.
    case unavailable(String)
    /// The provider's metadata names no certificate that signs.
    case badMetadata
    /// Not XML, or not one response with one assertion of SAML 2.0.
    case malformed
    /// The assertion, or all of them, came encrypted.
    case encrypted
    /// No signature of the provider's, or one by means that are not allowed, such as SHA-1.
    case badSignature
    /// The provider says itself that the sign-in failed.
    case unsuccessful
    /// An element or attribute that every assertion must have.
    case missing(String)
    case wrongIssuer(String)
    case wrongAudience([String])
    case wrongRecipient(String)
    /// `NotBefore` lies in the future; seconds since 1970.
    case notYetValid(from: Int64)
    /// Past `NotOnOrAfter`; both in seconds since 1970.
    case expired(at: Int64, now: Int64)
}
