import Cryptography
import Wire

/// What `Encrypt` gives out: it names the material that opens it, and so the key.
///
/// Form: a fixed head, as AWS's begin (5 bytes), the material's id (32), the form of what follows (1), salt (16), nonce
/// (12), ciphertext, tag (16).
struct CiphertextBlob: Hashable, Sendable {
    static let saltLength = 16
    static let nonceLength = 12
    static let tagLength = 16
    private static let head: [UInt8] = [1, 2, 2, 0, 0x78]
    private static let form: UInt8 = 1
    private static let identifierLength = 32

    /// 64 hexadecimal digits.
    let material: String
    let salt: [UInt8]
    /// Nonce, ciphertext and tag.
    let box: [UInt8]

    init(material: String, salt: [UInt8], box: [UInt8]) {
        self.material = material
        self.salt = salt
        self.box = box
    }

    /// Reads a ciphertext; refuses what was never one of this server's.
    init(_ bytes: [UInt8]) throws(ServiceError) {
        let prefix = Self.head.count + Self.identifierLength
        let start = prefix + 1 + Self.saltLength
        guard bytes.count > start + Self.nonceLength + Self.tagLength, bytes.starts(with: Self.head),
            bytes[prefix] == Self.form
        else { throw Refusal.badCiphertext }
        material = Hexadecimal.text(bytes[Self.head.count..<prefix])
        salt = Array(bytes[(prefix + 1)..<start])
        box = Array(bytes[start...])
    }

    /// What stands before the salt; it is authenticated too.
    var prefix: [UInt8] {
        Self.head + (Hexadecimal.bytes(material) ?? []) + [Self.form]
    }

    var bytes: [UInt8] { prefix + salt + box }
}
