import Kernel
import Storage

/// A long-lived key of a user.
struct UserAccessKey: Codable, Hashable, Sendable {
    /// Whether it may sign.
    enum Status: String, Codable, Sendable {
        case active = "Active"
        case inactive = "Inactive"
    }

    let account: AccountID
    let userID: String
    /// `AKIA…`
    let id: String
    let secret: Sealed
    var status: Status
    let createdAt: Int64

    /// The context in which a key's secret is sealed.
    static func sealContext(_ id: String) -> String { "iam/access-key/\(id)" }
}
