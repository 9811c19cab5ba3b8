import Crypto
import CryptoExtras
import OpenIDConnect
import Wire

/// A provider with real keys, that signs good tokens and bad ones.
struct TestIssuer {
    /// Made once, since a key of 2,048 bits takes a while.
    static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
    static let strangerRSA = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    static let url = "https://issuer.example/tenant"
    static let discoveryURL = url + "/.well-known/openid-configuration"
    static let keysURL = "https://issuer.example/keys"
    static let now = Timestamp(seconds: 1_800_000_000)

    let p256 = P256.Signing.PrivateKey()
    let p384 = P384.Signing.PrivateKey()
    let internet = FakeInternet()

    init(keys: [Document]? = nil) throws {
        publish(discovery: Self.discovery())
        publish(keys: try keys ?? [rsaKey(), p256Key(), p384Key()])
    }

    static func discovery(issuer: String = url, keys: Document = .string(keysURL)) -> Document {
        .object([.init("issuer", .string(issuer)), .init("jwks_uri", keys)])
    }

    func publish(discovery: Document) {
        internet.serve(discovery.json, at: Self.discoveryURL)
    }

    func publish(keys: [Document]) {
        internet.serve(Document.object([.init("keys", .array(keys))]).json, at: Self.keysURL)
    }

    func rsaKey(id: String? = "rsa", algorithm: String? = "RS256", use: String = "sig") throws -> Document {
        let primitives = try Self.rsa.get().publicKey.getKeyPrimitives()
        return Self.key(
            "RSA", id: id, algorithm: algorithm, use: use,
            ["n": Array(primitives.modulus), "e": Array(primitives.publicExponent)], curve: nil)
    }

    func p256Key(id: String? = "p256", algorithm: String? = "ES256") -> Document {
        let point = Array(p256.publicKey.rawRepresentation)
        return Self.key(
            "EC", id: id, algorithm: algorithm, ["x": Array(point[..<32]), "y": Array(point[32...])], curve: "P-256")
    }

    func p384Key(id: String? = "p384", algorithm: String? = "ES384") -> Document {
        let point = Array(p384.publicKey.rawRepresentation)
        return Self.key(
            "EC", id: id, algorithm: algorithm, ["x": Array(point[..<48]), "y": Array(point[48...])], curve: "P-384")
    }

    private static func key(
        _ kind: String, id: String?, algorithm: String?, use: String = "sig", _ numbers: [String: [UInt8]],
        curve: String?
    ) -> Document {
        var members = [Document.Member("kty", .string(kind)), .init("use", .string(use))]
        if let id { members.append(.init("kid", .string(id))) }
        if let algorithm { members.append(.init("alg", .string(algorithm))) }
        if let curve { members.append(.init("crv", .string(curve))) }
        return .object(members + numbers.map { .init($0, .string(Base64URL.encode($1))) })
    }

    /// The claims of a good token, with changes; a claim changed to `null` is left out.
    static func claims(_ changes: [String: Document] = [:]) -> Document {
        let good: [String: Document] = [
            "iss": .string(url), "sub": .string("bird-1"), "aud": .string("app-1"),
            "iat": .integer(Int(now.seconds) - 10), "exp": .integer(Int(now.seconds) + 600),
        ]
        let claims = good.merging(changes) { $1 }.filter { $0.value != .null }
        return .object(claims.sorted { $0.key < $1.key }.map { .init($0, $1) })
    }

    /// A token, signed as its header says unless told otherwise.
    func token(
        _ algorithm: String = "RS256",
        kid: String? = "rsa",
        claims: Document = TestIssuer.claims(),
        header more: [String: Document] = [:],
        signature: (([UInt8]) throws -> [UInt8])? = nil
    ) throws -> String {
        var header: [Document.Member] = [.init("alg", .string(algorithm)), .init("typ", .string("JWT"))]
        if let kid { header.append(.init("kid", .string(kid))) }
        header += more.map { .init($0, $1) }
        let signed = Base64URL.encode(Document.object(header).json) + "." + Base64URL.encode(claims.json)
        let bytes = Array(signed.utf8)
        return try signed + "." + Base64URL.encode(signature?(bytes) ?? sign(bytes, algorithm))
    }

    private func sign(_ bytes: [UInt8], _ algorithm: String) throws -> [UInt8] {
        let rsa = try Self.rsa.get()
        switch algorithm {
        case "RS256": return Self.bytes(try rsa.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5))
        case "RS384": return Self.bytes(try rsa.signature(for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5))
        case "RS512": return Self.bytes(try rsa.signature(for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5))
        case "ES256": return Array(try p256.signature(for: SHA256.hash(data: bytes)).rawRepresentation)
        case "ES384": return Array(try p384.signature(for: SHA384.hash(data: bytes)).rawRepresentation)
        default: return []
        }
    }

    static func bytes(_ signature: _RSA.Signing.RSASignature) -> [UInt8] {
        signature.withUnsafeBytes { Array($0) }
    }
}
