internal import Wire

/// A token taken apart, of which nothing is verified yet.
package struct JSONWebToken: Sendable {
    /// The longest token that STS takes.
    package static let maximumLength = 20_000

    let algorithm: SigningAlgorithm
    let keyID: String?
    let claims: Document
    let signedText: [UInt8]
    let signature: [UInt8]

    /// Takes a token apart; checks its form and algorithm, and no more.
    package init(_ text: String) throws(TokenFault) {
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong }
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        guard let name = header["alg"]?.text else { throw .malformed }
        guard let algorithm = SigningAlgorithm(rawValue: name) else { throw .unsupportedAlgorithm(name) }
        // RFC 7515, section 4.1.11: extensions that must be understood and are not make the token invalid.
        guard header["crit"] == nil else { throw .malformed }
        self.algorithm = algorithm
        self.keyID = header["kid"]?.text
        self.claims = claims
        self.signature = signature
        signedText = Array(parts[0].utf8) + [0x2E] + Array(parts[1].utf8)
    }

    /// Who says to have issued the token; believe it only once verified.
    package var claimedIssuer: String? { claims["iss"]?.text }

    private static func object(_ part: Substring) -> Document? {
        guard let bytes = Base64URL.decode(part), let document = try? Document(json: bytes),
            case .object = document
        else { return nil }
        return document
    }
}
