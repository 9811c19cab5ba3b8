import Kernel

/// A policy that belongs to one user, group or role.
struct InlinePolicy: Codable, Hashable, Sendable {
    let account: AccountID
    /// `AIDA…`, `AGPA…` or `AROA…`.
    let entityID: String
    let name: String
    var document: String
}
