import Kernel

/// What names a layer: where it lives, and its name there.
struct LayerID: Codable, Hashable, Sendable {
    let account: AccountID
    let region: Region
    let name: String

    var arn: String { "arn:aws:lambda:\(region):\(account):layer:\(name)" }
}

/// One published version of a layer; it never changes, but for who may use it.
struct StoredLayerVersion: Codable, Hashable, Sendable {
    let id: LayerID
    let number: Int
    let description: String
    let licenseInfo: String?
    let runtimes: [String]
    let architectures: [String]
    let code: CodeArchive
    /// Milliseconds since 1970.
    let createdAt: Int64
    /// Whom the layer's policy admits, in the order in which they were added.
    var grants: [Grant] = []
    /// Changes with the policy.
    var policyRevision = ""

    var arn: String { "\(id.arn):\(number)" }

    /// One statement, as AddLayerVersionPermission asks for it.
    struct Grant: Codable, Hashable, Sendable {
        var sid: String
        var action: String
        /// An account, its root's ARN, or `*`.
        var principal: String
        var organization: String?
    }
}
