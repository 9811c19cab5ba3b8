package import Cryptography
package import Wire

/// A JSON web token in its compact form (RFC 7515), signed with an RSA key.
package struct SignedToken: Sendable {
    package let keyID: String
    package let claims: Document
    private let algorithm: TokenAlgorithm
    private let signedText: [UInt8]
    private let signature: [UInt8]

    /// Takes a token apart and verifies nothing; `nil` for what is no token, and for every other algorithm.
    package init?(_ text: String, algorithm: TokenAlgorithm = .rs256) {
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2]), header["alg"]?.text == algorithm.rawValue,
            header["crit"] == nil, let keyID = header["kid"]?.text
        else { return nil }
        self.keyID = keyID
        self.claims = claims
        self.algorithm = algorithm
        self.signature = signature
        signedText = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    }

    package func isSigned(by key: RSAPublicKey) -> Bool {
        key.isValid(signature, for: signedText, digest: algorithm.digest)
    }

    /// Signs claims.
    package static func text(
        of claims: Document, keyID: String, key: RSAKeyPair, algorithm: TokenAlgorithm = .rs256
    ) -> String {
        var header = [Document.Member("kid", .string(keyID)), .init("alg", .string(algorithm.rawValue))]
        // As AWS's tokens of identity pools have it, and those of user pools have not.
        if algorithm == .rs512 { header.append(.init("typ", .string("JWS"))) }
        let signed = Base64URL.encode(Document.object(header).json) + "." + Base64URL.encode(claims.json)
        return signed + "." + Base64URL.encode(key.sign(Array(signed.utf8), digest: algorithm.digest))
    }

    private static func object(_ part: Substring) -> Document? {
        guard let bytes = Base64URL.decode(part), let document = try? Document(json: bytes),
            case .object = document
        else { return nil }
        return document
    }
}
