import Kernel
import Storage

/// A virtual multi-factor device: a seed for time-based one-time passwords, and whom it belongs to.
struct VirtualMFA: Codable, Hashable, Sendable {
    let account: AccountID
    let name: String
    let path: String
    let seed: Sealed
    let createdAt: Int64
    var userID: String?
    var enabledAt: Int64?
    /// Steps of 30 seconds by which the device's clock runs ahead of ours, as last seen.
    var drift: Int64 = 0
    /// The step of the last code accepted; none up to it is accepted again.
    var lastStep: Int64?
    var tags = TagSet()

    /// What the API calls the serial number.
    var arn: String { "arn:aws:iam::\(account):mfa\(path)\(name)" }

    /// In bytes; 64 characters of base 32, as AWS's seeds have.
    static let seedLength = 40

    /// The context in which a device's seed is sealed.
    static func sealContext(_ arn: String) -> String { "iam/mfa/\(arn)" }
}
