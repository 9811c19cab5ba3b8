package import Cryptography
package import Kernel
package import Storage
internal import Wire

/// A signing key at rest.
package struct StoredTokenKey: Codable, Hashable, Sendable {
    /// The `kid`.
    package var id: String
    /// PKCS #8, sealed for its owner and `id`.
    package var privateKey: Sealed

    package init(id: String, privateKey: Sealed) {
        self.id = id
        self.privateKey = privateKey
    }

    /// Seals a new key under a name that nobody can guess.
    ///
    /// - Parameter owner: the service that signs with it, such as `cognito-idp`; another's key cannot be opened.
    package init(sealing key: RSAKeyPair, by vault: Vault, for owner: String, random: any RandomSource) throws {
        id = String(decoding: Base64.encode(random.bytes(32)), as: UTF8.self)
        privateKey = try vault.seal(key.privateKey, for: Self.context(id, owner))
    }

    /// The key ready for use: dear, so keep it.
    package func opened(by vault: Vault, for owner: String) throws -> TokenKey {
        let bytes = try vault.open(privateKey, for: Self.context(id, owner))
        return TokenKey(id: id, pair: try RSAKeyPair(privateKey: bytes))
    }

    private static func context(_ keyID: String, _ owner: String) -> String { "\(owner)/signing-key/\(keyID)" }
}
