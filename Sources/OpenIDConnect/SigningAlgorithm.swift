/// The signature algorithms that identity tokens may use (RFC 7518, section 3.1).
///
/// `none` and the symmetric ones are left out on purpose: a public key is no secret.
package enum SigningAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case es256 = "ES256"
    case es384 = "ES384"
}
