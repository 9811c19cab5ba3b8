package import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes one message of the AWS Encryption SDK: version 1 of the format, framed, under algorithm suite 0x0378 (AES-256-GCM
/// with HKDF-SHA-384, signed by ECDSA over P-384).
///
/// It is used in two steps, because the data key is made under a context that names the signing key: `encryptionContext`
/// goes to the key provider, then `message` takes the provider's answer.
///
/// Source: "AWS Encryption SDK message format reference" and "… algorithms reference"; the choices are those of messages
/// that Amazon Cognito has written.
package struct MessageSeal: Sendable {
    /// The member of the context that holds the verification key.
    package static let publicKeyName = "aws-crypto-public-key"
    /// Bytes of the data key.
    package static let dataKeyLength = 32
    /// Bytes of a message's id.
    package static let identifierLength = 16

    private static let version: UInt8 = 1
    private static let type: UInt8 = 0x80
    private static let suite: UInt16 = 0x0378
    private static let framed: UInt8 = 2
    private static let nonceLength = 12
    private static let frameLength = 4096
    private static let lastFrame: UInt32 = .max

    /// What the key provider must be told, and what readers get to see.
    package let encryptionContext: [String: String]
    private let signingKey: P384.Signing.PrivateKey
    private let identifier: [UInt8]

    /// - Parameters:
    ///   - context: what the message is bound to; it is not secret.
    ///   - signingKey: used for this message alone.
    ///   - identifier: 16 unpredictable bytes.
    package init(
        context: [String: String], signingKey: P384.Signing.PrivateKey, identifier: [UInt8]
    ) throws(MessageFault) {
        guard context[Self.publicKeyName] == nil else { throw .unrepresentable }
        guard identifier.count == Self.identifierLength else { throw .wrongLength }
        var full = context
        full[Self.publicKeyName] = signingKey.publicKey.compressedRepresentation.base64EncodedString()
        encryptionContext = full
        self.signingKey = signingKey
        self.identifier = identifier
    }

    /// The whole message: header, frames, signature.
    package func message(
        _ plaintext: [UInt8], dataKey: [UInt8], encryptedDataKeys: [EncryptedDataKey]
    ) throws -> [UInt8] {
        guard dataKey.count == Self.dataKeyLength else { throw MessageFault.wrongLength }
        let key = derivedKey(from: dataKey)
        let header = try header(with: encryptedDataKeys)
        var output = ByteWriter()
        output.append(header)
        let nonce = [UInt8](repeating: 0, count: Self.nonceLength)
        output.append(nonce)
        output.append(try seal([], nonce, header, key).tag)
        try appendFrames(of: plaintext, key, to: &output)
        let signature = try signingKey.signature(for: output.bytes)
        try output.append(counted: Array(signature.derRepresentation))
        return output.bytes
    }

    private func derivedKey(from dataKey: [UInt8]) -> SymmetricKey {
        var info = ByteWriter()
        info.append(number: Self.suite)
        info.append(identifier)
        return HKDF<SHA384>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: dataKey), info: info.bytes, outputByteCount: Self.dataKeyLength)
    }

    private func header(with keys: [EncryptedDataKey]) throws(MessageFault) -> [UInt8] {
        var header = ByteWriter()
        header.append([Self.version, Self.type])
        header.append(number: Self.suite)
        header.append(identifier)
        try header.append(counted: try contextBytes())
        try header.append(count: keys.count)
        for key in keys {
            try header.append(counted: Array(key.provider.utf8))
            try header.append(counted: Array(key.keyName.utf8))
            try header.append(counted: key.ciphertext)
        }
        header.append([Self.framed, 0, 0, 0, 0, UInt8(Self.nonceLength)])
        header.append(number: UInt32(Self.frameLength))
        return header.bytes
    }

    /// The context's pairs in the order of their names' bytes.
    private func contextBytes() throws(MessageFault) -> [UInt8] {
        var bytes = ByteWriter()
        try bytes.append(count: encryptionContext.count)
        let pairs = encryptionContext.map { (Array($0.key.utf8), Array($0.value.utf8)) }
        for (name, value) in pairs.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            try bytes.append(counted: name)
            try bytes.append(counted: value)
        }
        return bytes.bytes
    }

    /// Whole frames, then the last one, which may be short or empty.
    private func appendFrames(of plaintext: [UInt8], _ key: SymmetricKey, to output: inout ByteWriter) throws {
        var number: UInt32 = 1
        var rest = plaintext[...]
        while rest.count > Self.frameLength {
            output.append(number: number)
            try appendContent(rest.prefix(Self.frameLength), number, isLast: false, key, to: &output)
            rest = rest.dropFirst(Self.frameLength)
            number += 1
        }
        output.append(number: Self.lastFrame)
        output.append(number: number)
        try appendContent(rest, number, isLast: true, key, to: &output)
    }

    private func appendContent(
        _ content: ArraySlice<UInt8>, _ number: UInt32, isLast: Bool, _ key: SymmetricKey, to output: inout ByteWriter
    ) throws {
        var nonce = ByteWriter()
        nonce.append(number: UInt64(0))
        nonce.append(number: number)
        var authenticated = ByteWriter()
        authenticated.append(identifier)
        authenticated.append("AWSKMSEncryptionClient \(isLast ? "Final Frame" : "Frame")".utf8)
        authenticated.append(number: number)
        authenticated.append(number: UInt64(content.count))
        let sealed = try seal(content, nonce.bytes, authenticated.bytes, key)
        output.append(nonce.bytes)
        if isLast { output.append(number: UInt32(content.count)) }
        output.append(sealed.ciphertext)
        output.append(sealed.tag)
    }

    private func seal(
        _ content: ArraySlice<UInt8>, _ nonce: [UInt8], _ authenticated: [UInt8], _ key: SymmetricKey
    ) throws -> AES.GCM.SealedBox {
        try AES.GCM.seal(content, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: authenticated)
    }
}
