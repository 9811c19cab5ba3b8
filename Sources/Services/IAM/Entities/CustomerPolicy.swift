import Kernel

/// A managed policy that an account made; its texts are its versions.
struct CustomerPolicy: Codable, Hashable, Sendable {
    let account: AccountID
    /// `ANPA…`
    let id: String
    /// Cannot be changed.
    let name: String
    let path: String
    let createdAt: Int64
    var updatedAt: Int64
    let description: String?
    /// The number of the version in force: 3 for `v3`.
    var defaultVersion: Int
    /// The number of the latest version ever made; numbers are not used again.
    var latestVersion: Int
    var tags = TagSet()

    var arn: String { "arn:aws:iam::\(account):policy\(path)\(name)" }
}
