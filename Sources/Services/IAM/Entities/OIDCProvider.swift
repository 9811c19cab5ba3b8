import Kernel

/// An OpenID Connect issuer whose tokens an account's roles may trust.
struct OIDCProvider: Codable, Hashable, Sendable {
    let account: AccountID
    /// The issuer without its scheme, such as `example.com/tenant`.
    let url: String
    var clientIDs: [String]
    var thumbprints: [String]
    let createdAt: Int64
    var tags = TagSet()

    var arn: String { "arn:aws:iam::\(account):oidc-provider/\(url)" }
}
