import Kernel

/// How the deletion of a service-linked role went.
struct LinkedRoleDeletion: Codable, Hashable, Sendable {
    /// AWS's names of the stages.
    enum Status: String, Codable, Sendable {
        case succeeded = "SUCCEEDED"
        case inProgress = "IN_PROGRESS"
        case failed = "FAILED"
        case notStarted = "NOT_STARTED"
    }

    let account: AccountID
    /// `task/aws-service-role/…`
    let id: String
    let roleName: String
    var status: Status
    var reason: String?
    let createdAt: Int64
}
