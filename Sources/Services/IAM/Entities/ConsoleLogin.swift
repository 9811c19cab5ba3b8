import Kernel

/// A user's password; AWS calls it the login profile.
struct ConsoleLogin: Codable, Hashable, Sendable {
    let account: AccountID
    let userID: String
    var password: PasswordHash
    /// The hashes of passwords used before, latest first; at most 24.
    var earlier: [PasswordHash] = []
    /// Whether the user must choose another at the next sign-in.
    var mustChange: Bool
    let createdAt: Int64
    var changedAt: Int64
}
