import Crypto
import Kernel
import Storage
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Encrypts and decrypts with a key's material: AES-256-GCM under a key derived for each message, the encryption context
/// authenticated.
///
/// The derivation takes away the bound that random nonces under one key would have.
struct KeyCipher: Sendable {
    static let keyLength = 32
    private static let purpose = Array("kms/message".utf8)

    let vault: Vault
    let random: any RandomSource

    /// New material, sealed.
    func spare() throws -> SpareMaterial {
        let id = random.hexadecimal(64)
        return SpareMaterial(
            id: id, secret: try vault.seal(random.bytes(Self.keyLength), for: StoredMaterial.context(id)))
    }

    func encrypt(
        _ plaintext: [UInt8], with material: StoredMaterial, under context: [String: String]?
    ) throws -> [UInt8] {
        let salt = random.bytes(CiphertextBlob.saltLength)
        var blob = CiphertextBlob(material: material.id, salt: salt, box: [])
        let nonce = try AES.GCM.Nonce(data: random.bytes(CiphertextBlob.nonceLength))
        let sealed = try AES.GCM.seal(
            plaintext, using: try key(material, salt), nonce: nonce,
            authenticating: Self.authenticated(blob, context))
        blob = CiphertextBlob(
            material: material.id, salt: salt, box: Array(nonce) + Array(sealed.ciphertext) + Array(sealed.tag))
        return blob.bytes
    }

    /// Throws AWS's refusal for another context, or bytes that were changed.
    func decrypt(
        _ blob: CiphertextBlob, with material: StoredMaterial, under context: [String: String]?
    ) throws -> [UInt8] {
        let key = try key(material, blob.salt)
        do {
            let box = try AES.GCM.SealedBox(combined: blob.box)
            return Array(try AES.GCM.open(box, using: key, authenticating: Self.authenticated(blob, context)))
        } catch {
            throw Refusal.badCiphertext
        }
    }

    private func key(_ material: StoredMaterial, _ salt: [UInt8]) throws -> SymmetricKey {
        let secret = try vault.open(material.secret, for: StoredMaterial.context(material.id))
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret), salt: salt, info: Self.purpose,
            outputByteCount: Self.keyLength)
    }

    /// The blob's head and the context's pairs in order, each text behind its length; no context is the empty one.
    private static func authenticated(_ blob: CiphertextBlob, _ context: [String: String]?) -> [UInt8] {
        var bytes = blob.prefix
        func append(_ text: [UInt8]) {
            withUnsafeBytes(of: UInt32(text.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text)
        }
        let pairs = (context ?? [:]).map { (Array($0.key.utf8), Array($0.value.utf8)) }
        for (name, value) in pairs.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            append(name)
            append(value)
        }
        return bytes
    }
}

extension RandomSource {
    /// So many random hexadecimal digits, as ids of grants and materials have them.
    func hexadecimal(_ count: Int) -> String {
        characters(count, from: Array("0123456789abcdef"))
    }
}
