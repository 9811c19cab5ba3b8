import Cryptography
import Wire

/// A JSON web token in its compact form (RFC 7515), signed by RS256.
struct SignedToken: Sendable {
    let keyID: String
    let claims: Document
    private let signedText: [UInt8]
    private let signature: [UInt8]

    /// Takes a token apart and verifies nothing; `nil` for what is no token, and for other algorithms.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2]), header["alg"]?.text == "RS256", header["crit"] == nil,
            let keyID = header["kid"]?.text
        else { return nil }
        self.keyID = keyID
        self.claims = claims
        self.signature = signature
        signedText = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    }

    func isSigned(by key: RSAPublicKey) -> Bool {
        key.isValid(signature, for: signedText)
    }

    /// Signs claims.
    static func text(of claims: Document, keyID: String, key: RSAKeyPair) -> String {
        let header = Document.object([.init("kid", .string(keyID)), .init("alg", .string("RS256"))])
        let signed = Base64URL.encode(header.json) + "." + Base64URL.encode(claims.json)
        return signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
    }

    private static func object(_ part: Substring) -> Document? {
        guard let bytes = Base64URL.decode(part), let document = try? Document(json: bytes),
            case .object = document
        else { return nil }
        return document
    }
}
