import Kernel

/// That a managed policy, AWS's or the account's, is attached to an entity.
struct PolicyAttachment: Codable, Hashable, Sendable {
    /// What a policy can be attached to.
    enum EntityKind: String, Codable, Sendable {
        case group
        case role
        case user
    }

    let account: AccountID
    let entityKind: EntityKind
    /// `AIDA…`, `AGPA…` or `AROA…`.
    let entityID: String
    let policyARN: String
    let attachedAt: Int64
}
