import COpenSSL
import Dispatch

/// An RSA key that signs tokens by RS256 or RS512: PKCS #1 v1.5 with SHA-2 (RFC 7518, section 3.3).
///
/// Parsing is far dearer than a look-up: keep the value. Any number of threads may sign with it at once.
package struct RSAKeyPair: Sendable {
    private let key: RSAKey

    /// Makes a key of 2048 bits, from libcrypto's own generator. Takes some tenths of a second, off the cooperative
    /// pool and one after another.
    package static func generate() async -> RSAKeyPair {
        await withCheckedContinuation { continuation in
            generation.async { continuation.resume(returning: make()) }
        }
    }

    private static let generation = DispatchQueue(label: "martlet.keys")

    private static func make() -> RSAKeyPair {
        OpenSSL.ready
        let context = OpenSSL.require(EVP_PKEY_CTX_new_from_name(nil, "RSA", nil))
        defer { EVP_PKEY_CTX_free(context) }
        OpenSSL.require(EVP_PKEY_keygen_init(context))
        OpenSSL.require(EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048))
        var pointer: OpaquePointer?
        OpenSSL.require(EVP_PKEY_generate(context, &pointer))
        guard let key = RSAKey(taking: pointer) else {
            preconditionFailure("libcrypto made another key than asked for")
        }
        return RSAKeyPair(key: key)
    }

    private init(key: RSAKey) {
        self.key = key
    }

    /// Reads a private key as `privateKey` writes it.
    package init(privateKey bytes: [UInt8]) throws(CryptographyFault) {
        OpenSSL.ready
        let parsed = bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var start = buffer.baseAddress
            guard let info = d2i_PKCS8_PRIV_KEY_INFO(nil, &start, buffer.count) else { return nil }
            defer { PKCS8_PRIV_KEY_INFO_free(info) }
            return EVP_PKCS82PKEY(info)
        }
        guard let key = RSAKey(taking: parsed) else {
            ERR_clear_error()
            throw .malformedKey
        }
        self.key = key
    }

    /// The private key as DER of PKCS #8, unencrypted: seal it before it is kept.
    package var privateKey: [UInt8] {
        let info = OpenSSL.require(EVP_PKEY2PKCS8(key.pointer))
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        var output: UnsafeMutablePointer<UInt8>?
        let count = Int(i2d_PKCS8_PRIV_KEY_INFO(info, &output))
        guard count > 0, let output else { preconditionFailure("libcrypto could not write a key") }
        defer { CRYPTO_clear_free(output, count, nil, 0) }
        return Array(UnsafeBufferPointer(start: output, count: count))
    }

    /// What verifies this key's signatures.
    package var publicKey: RSAPublicKey { RSAPublicKey(key: key) }

    /// The signature of a message, as long as the modulus.
    package func sign(_ message: [UInt8], digest: RSADigest = .sha256) -> [UInt8] {
        let context = OpenSSL.require(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        OpenSSL.require(EVP_DigestSignInit(context, nil, digest.openSSL, nil, key.pointer))
        var count = Int(EVP_PKEY_get_size(key.pointer))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            OpenSSL.require(EVP_DigestSign(context, buffer.baseAddress, &count, message, message.count))
            written = count
        }
    }
}
