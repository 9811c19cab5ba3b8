import Kernel

/// The credential report that was last made.
struct StoredCredentialReport: Codable, Hashable, Sendable {
    let account: AccountID
    /// Comma-separated values.
    var content: String
    var generatedAt: Int64
}
