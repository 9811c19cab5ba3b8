import Kernel

/// That a user belongs to a group, both by their unique ids.
struct GroupMembership: Codable, Hashable, Sendable {
    let account: AccountID
    let groupID: String
    let userID: String
    let since: Int64
}
