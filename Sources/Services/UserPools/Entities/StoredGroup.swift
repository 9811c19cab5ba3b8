import Kernel

/// A group of a pool's users.
struct StoredGroup: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let name: String
    var description: String?
    var roleARN: String?
    /// Lower goes first; `nil` comes last.
    var precedence: Int?
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64
    /// Tells it from an earlier group of the same name, whose members are not its own.
    var id = ""
}

/// That one user belongs to one group.
struct StoredMembership: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let group: String
    /// `StoredUser.key`.
    let user: String
    /// `StoredGroup.id`; a membership of a group that is gone counts no more, and is swept.
    var groupID = ""
}
