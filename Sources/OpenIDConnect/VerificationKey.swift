internal import Crypto
internal import CryptoExtras
internal import Wire

/// One public key of an issuer's key set (RFC 7517), with the algorithms that it may verify.
struct VerificationKey: Sendable {
    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
    }

    /// Bytes of an RSA modulus: 2,048 to 8,192 bits. Shorter ones are weak, longer ones slow on purpose.
    private static let modulusBytes = 256...1024

    let keyID: String?
    /// The one algorithm that the issuer declares for the key; `nil` where it leaves that open.
    private let declaredAlgorithm: String?
    private let material: Material

    /// `nil` for keys that are for encryption, of other kinds, or malformed: a set may hold such keys too.
    init?(_ key: Document) {
        if let use = key["use"]?.text, use != "sig" { return nil }
        if let operations = key["key_ops"], !operations.elements.contains(.string("verify")) { return nil }
        guard let material = Self.material(of: key) else { return nil }
        keyID = key["kid"]?.text
        declaredAlgorithm = key["alg"]?.text
        self.material = material
    }

    /// Whether a signature by this algorithm may be verified with this key.
    func allows(_ algorithm: SigningAlgorithm) -> Bool {
        if let declaredAlgorithm, declaredAlgorithm != algorithm.rawValue { return false }
        switch material {
        case .rsa: return [.rs256, .rs384, .rs512].contains(algorithm)
        case .p256: return algorithm == .es256
        case .p384: return algorithm == .es384
        }
    }

    /// Whether the signature is right; never for an algorithm that the key does not allow.
    func verifies(_ token: JSONWebToken) -> Bool {
        guard allows(token.algorithm) else { return false }
        switch material {
        case .rsa(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
            let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
            switch token.algorithm {
            case .rs384:
                return key.isValidSignature(signature, for: SHA384.hash(data: token.signedText), padding: padding)
            case .rs512:
                return key.isValidSignature(signature, for: SHA512.hash(data: token.signedText), padding: padding)
            default:
                return key.isValidSignature(signature, for: SHA256.hash(data: token.signedText), padding: padding)
            }
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature) else {
                return false
            }
            return key.isValidSignature(signature, for: SHA256.hash(data: token.signedText))
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: token.signature) else {
                return false
            }
            return key.isValidSignature(signature, for: SHA384.hash(data: token.signedText))
        }
    }

    private static func material(of key: Document) -> Material? {
        switch key["kty"]?.text {
        case "RSA":
            guard let modulus = bytes(key["n"]), let exponent = bytes(key["e"]) else { return nil }
            let significant = Array(modulus.drop { $0 == 0 })
            guard modulusBytes.contains(significant.count), (1...4).contains(exponent.count) else { return nil }
            return (try? _RSA.Signing.PublicKey(n: significant, e: exponent)).map(Material.rsa)
        case "EC":
            guard let x = bytes(key["x"]), let y = bytes(key["y"]) else { return nil }
            switch key["crv"]?.text {
            case "P-256": return (try? P256.Signing.PublicKey(rawRepresentation: x + y)).map(Material.p256)
            case "P-384": return (try? P384.Signing.PublicKey(rawRepresentation: x + y)).map(Material.p384)
            default: return nil
            }
        default: return nil
        }
    }

    private static func bytes(_ value: Document?) -> [UInt8]? {
        value?.text.flatMap { Base64URL.decode($0) }
    }
}
