import Kernel

/// A container for at most one role, as compute services take it.
struct IAMInstanceProfile: Codable, Hashable, Sendable {
    let account: AccountID
    /// `AIPA…`
    let id: String
    let name: String
    let path: String
    let createdAt: Int64
    var roleID: String?
    var tags = TagSet()

    var arn: String { "arn:aws:iam::\(account):instance-profile\(path)\(name)" }
}
