package import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Seals secrets with AES-256-GCM under keys derived from the master key.
///
/// Sealed bytes: form (1), key number (1), nonce (12), ciphertext, tag (16). The context in which a secret is sealed
/// must be named again to open it, so a secret copied to another record does not open there.
package struct Vault: Sendable {
    private static let form: UInt8 = 1
    /// The only key so far; a rotation adds the next and keeps the old ones for opening.
    private static let keyNumber: UInt8 = 1
    private static let headerLength = 2

    private let master: SymmetricKey
    private let sealing: SymmetricKey

    /// Takes the 32 bytes of the master key.
    package init(masterKey: [UInt8]) {
        precondition(masterKey.count == MasterKey.length, "a master key has 32 bytes")
        master = SymmetricKey(data: masterKey)
        sealing = Self.derive("seal", from: master)
    }

    /// A vault that nobody can open again once the process ends.
    package static func ephemeral() -> Vault {
        Vault(masterKey: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// Seals a secret; the context says where it belongs, such as `iam/access-key/AKIA…`.
    package func seal(_ secret: [UInt8], for context: String) throws -> Sealed {
        let header = [Self.form, Self.keyNumber]
        let box = try AES.GCM.seal(secret, using: sealing, authenticating: header + Array(context.utf8))
        return Sealed(bytes: header + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
    }

    /// Opens what was sealed for this context; throws `sealBroken` otherwise.
    package func open(_ sealed: Sealed, for context: String) throws(StorageFault) -> [UInt8] {
        let header = sealed.bytes.prefix(Self.headerLength)
        guard Array(header) == [Self.form, Self.keyNumber] else { throw .sealBroken }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.bytes.dropFirst(Self.headerLength))
            return Array(try AES.GCM.open(box, using: sealing, authenticating: header + Array(context.utf8)))
        } catch {
            throw .sealBroken
        }
    }

    /// Seals a text as its UTF-8.
    package func seal(_ secret: String, for context: String) throws -> Sealed {
        try seal(Array(secret.utf8), for: context)
    }

    /// Opens a sealed text.
    package func openText(_ sealed: Sealed, for context: String) throws(StorageFault) -> String {
        String(decoding: try open(sealed, for: context), as: UTF8.self)
    }

    /// A 256-bit key for one purpose, the same at every start and unrelated to every other purpose's.
    package func key(for purpose: String) -> SymmetricKey {
        Self.derive("purpose/" + purpose, from: master)
    }

    private static func derive(_ purpose: String, from master: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, info: Array("martlet/1/\(purpose)".utf8), outputByteCount: 32)
    }
}
