import Kernel

/// A role, service-linked ones included.
struct IAMRole: Codable, Hashable, Sendable {
    let account: AccountID
    /// `AROA…`
    let id: String
    /// Cannot be changed.
    let name: String
    let path: String
    let createdAt: Int64
    var description: String?
    /// The trust policy's text.
    var trustPolicy: String
    /// The users and roles that the trust policy names, by ARN, with the unique ids that they had when it was written.
    var trustedIDs: [String: String] = [:]
    /// Seconds: 3,600 to 43,200.
    var maxSessionDuration: Int
    /// The ARN of the policy that bounds its permissions.
    var boundary: String?
    var tags = TagSet()
    /// The service that owns it, such as `lambda.amazonaws.com`, where it is service-linked.
    var linkedService: String?

    var arn: String { "arn:aws:iam::\(account):role\(path)\(name)" }
}
