package import Cryptography
package import Wire

/// A key that signs tokens, ready for use.
package struct TokenKey: Sendable {
    /// The `kid`.
    package let id: String
    package let pair: RSAKeyPair
    package let publicKey: RSAPublicKey

    init(id: String, pair: RSAKeyPair) {
        self.id = id
        self.pair = pair
        publicKey = pair.publicKey
    }

    /// As a key set shows it (RFC 7517).
    package func webKey(for algorithm: TokenAlgorithm) -> Document {
        .object([
            .init("alg", .string(algorithm.rawValue)), .init("e", .string(Base64URL.encode(publicKey.exponent))),
            .init("kid", .string(id)), .init("kty", .string("RSA")),
            .init("n", .string(Base64URL.encode(publicKey.modulus))), .init("use", .string("sig")),
        ])
    }
}
