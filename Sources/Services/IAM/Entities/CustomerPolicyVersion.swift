import Kernel

/// One text of a customer managed policy.
struct CustomerPolicyVersion: Codable, Hashable, Sendable {
    let account: AccountID
    let policyID: String
    /// 3 for `v3`.
    let number: Int
    let document: String
    let createdAt: Int64
}
