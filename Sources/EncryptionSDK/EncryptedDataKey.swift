/// A data key in the form in which a message carries it: encrypted by a key provider that can open it again.
package struct EncryptedDataKey: Hashable, Sendable {
    /// The provider id of keys in AWS KMS.
    package static let keyManagementService = "aws-kms"

    /// Who can open it, such as `aws-kms`.
    package var provider: String
    /// The provider's name for the key: in KMS, the key's ARN.
    package var keyName: String
    package var ciphertext: [UInt8]

    package init(provider: String = Self.keyManagementService, keyName: String, ciphertext: [UInt8]) {
        self.provider = provider
        self.keyName = keyName
        self.ciphertext = ciphertext
    }
}
