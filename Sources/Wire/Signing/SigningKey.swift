internal import Crypto

/// The key that signs for one credential scope, derived from a secret access key.
///
/// Source: "Calculate the signature" in the IAM User Guide. It opens one day, region and service only, and its
/// description shows nothing of it.
package struct SigningKey: Sendable {
    private let key: SymmetricKey

    /// Derives the key: four HMACs in a chain over the scope's elements.
    package init(secretAccessKey: String, scope: CredentialScope) {
        var start: [UInt8] = []
        start.reserveCapacity(4 + secretAccessKey.utf8.count)
        start.append(contentsOf: "AWS4".utf8)
        start.append(contentsOf: secretAccessKey.utf8)
        var key = SymmetricKey(data: start)
        for element in [scope.date, scope.region, scope.service, CredentialScope.terminator] {
            var code = HMAC<SHA256>(key: key)
            element.withSigningBytes { code.update(data: UnsafeRawBufferPointer($0)) }
            key = SymmetricKey(data: code.finalize())
        }
        self.key = key
    }

    /// The signature of a string to sign, as 64 lowercase hexadecimal digits.
    package func signature(of stringToSign: [UInt8]) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        stringToSign.withUnsafeBytes { code.update(data: $0) }
        var hex: [UInt8] = []
        hex.reserveCapacity(64)
        SigningText.appendHex(code.finalize(), to: &hex)
        return hex
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
