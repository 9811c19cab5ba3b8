/// Why a token was refused; the caller chooses its own words for it.
package enum TokenFault: Error, Hashable, Sendable {
    /// Not three parts of base 64, or JSON that is none or nested too deeply.
    case malformed
    /// Longer than `JSONWebToken.maximumLength`.
    case tooLong
    /// `none`, a symmetric algorithm, or one that is not known here.
    case unsupportedAlgorithm(String)
    /// A claim that every identity token must have: `iss`, `sub`, `aud` or `exp`.
    case missingClaim(String)
    case wrongIssuer(String)
    case wrongAudience([String])
    /// Past its end; both in seconds since 1970.
    case expired(at: Int64, now: Int64)
    /// Its `nbf` or `iat` lies in the future.
    case notYetValid(claim: String)
    /// The issuer publishes no key of this name, or none that allows the token's algorithm.
    case unknownKey(String?)
    case badSignature
    /// The issuer's documents could not be fetched.
    case unreachable(String)
    /// The issuer's documents took too long or were too large.
    case overlong(String)
    /// The issuer's documents are not what OpenID Connect Discovery 1.0 says they must be.
    case badProvider(String)
}
