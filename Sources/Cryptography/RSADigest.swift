/// What an RSA signature hashes its message with.
package enum RSADigest: Sendable {
    /// RS256.
    case sha256
    /// RS512.
    case sha512

    var openSSL: OpaquePointer {
        switch self {
        case .sha256: OpenSSL.sha256
        case .sha512: OpenSSL.sha512
        }
    }
}
