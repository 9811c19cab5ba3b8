package import Cryptography

/// The algorithms by which this server signs tokens: user pools' by RS256, identity pools' by RS512, as AWS's are.
package enum TokenAlgorithm: String, Sendable {
    case rs256 = "RS256"
    case rs512 = "RS512"

    package var digest: RSADigest {
        switch self {
        case .rs256: .sha256
        case .rs512: .sha512
        }
    }
}
