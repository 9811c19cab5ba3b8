import Kernel

/// When and where a role was last assumed.
struct RoleUsage: Codable, Hashable, Sendable {
    let account: AccountID
    let roleID: String
    var region: String
    var usedAt: Int64
}
