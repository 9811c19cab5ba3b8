import Kernel

/// A group of users.
struct IAMGroup: Codable, Hashable, Sendable {
    let account: AccountID
    /// `AGPA…`
    let id: String
    var name: String
    var path: String
    let createdAt: Int64

    var arn: String { "arn:aws:iam::\(account):group\(path)\(name)" }
}
