import IAMModel
import Kernel

/// A SAML identity provider, described by its metadata document.
struct SAMLProvider: Codable, Hashable, Sendable {
    let account: AccountID
    let name: String
    /// AWS's identifier of the provider, a random one.
    let uuid: String
    var metadata: String
    let createdAt: Int64
    var validUntil: Int64
    var tags = TagSet()

    var arn: String { "arn:aws:iam::\(account):saml-provider/\(name)" }
}

extension SAMLProvider {
    /// Refuses what concerns encrypted assertions, which are not served.
    static func refuseEncryption(mode: AssertionEncryptionModeType?, key: String?) throws {
        guard mode == nil, key == nil else {
            throw IAMError.invalidInput("Encrypted SAML assertions are not supported.")
        }
    }
}
