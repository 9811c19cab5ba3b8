import Kernel

/// Another name for a key of the same account and region.
struct StoredAlias: Codable, Hashable, Sendable {
    let account: AccountID
    let region: Region
    /// With its prefix: `alias/birds`.
    let name: String
    /// The key's id.
    var target: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    var updatedAt: Int64

    var arn: String { "arn:aws:kms:\(region):\(account):\(name)" }
}
