import Kernel

/// A user of an account.
///
/// All that belongs to a user is kept under its unique id, so that it follows a renaming and is never inherited by a
/// later user of the same name. Times of all entities are seconds since 1970.
struct IAMUser: Codable, Hashable, Sendable {
    let account: AccountID
    /// `AIDA…`
    let id: String
    var name: String
    /// `/` or `/division/team/`.
    var path: String
    let createdAt: Int64
    /// The ARN of the policy that bounds its permissions.
    var boundary: String?
    var tags = TagSet()
    var passwordLastUsedAt: Int64?

    var arn: String { "arn:aws:iam::\(account):user\(path)\(name)" }
}
