internal import Crypto

/// The key that signs for one credential scope, derived from a secret access key.
///
/// Source: "Calculate the signature" in the IAM User Guide. It opens one day, region and service only, and its
/// description shows nothing of it.
package struct SigningKey: Sendable {
    /// The two hashes of an HMAC, each with the key's block taken in already: a key in use is prepared once.
    private let inner: SHA256
    private let outer: SHA256

    /// Derives the key: four HMACs in a chain over the scope's elements.
    package init(secretAccessKey: String, scope: CredentialScope) {
        var start: [UInt8] = []
        start.reserveCapacity(4 + secretAccessKey.utf8.count)
        start.append(contentsOf: "AWS4".utf8)
        start.append(contentsOf: secretAccessKey.utf8)
        var key = SymmetricKey(data: start)
        for element in [scope.date, scope.region, scope.service, CredentialScope.terminator] {
            var code = HMAC<SHA256>(key: key)
            element.withUTF8Bytes { code.update(data: UnsafeRawBufferPointer($0)) }
            key = SymmetricKey(data: code.finalize())
        }
        inner = Self.hash(startingWith: key, pad: 0x36)
        outer = Self.hash(startingWith: key, pad: 0x5c)
    }

    /// A hash that has taken in the key, filled up with zeros to a block and each byte combined with the pad.
    ///
    /// Source: RFC 2104 §2; the key is a digest and so never longer than a block.
    private static func hash(startingWith key: SymmetricKey, pad: UInt8) -> SHA256 {
        var block = [UInt8](repeating: pad, count: SHA256.blockByteCount)
        key.withUnsafeBytes { bytes in
            for index in 0..<bytes.count { block[index] ^= bytes[index] }
        }
        var hash = SHA256()
        block.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash
    }

    /// The signature of a string to sign, as 64 lowercase hexadecimal digits.
    package func signature(of stringToSign: [UInt8]) -> [UInt8] {
        var inner = inner
        stringToSign.withUnsafeBytes { inner.update(bufferPointer: $0) }
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().hex
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
