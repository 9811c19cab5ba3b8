/// What is kept of a password: enough to check one, not enough to learn it.
struct PasswordHash: Codable, Hashable, Sendable {
    /// Rounds of PBKDF2 with HMAC-SHA-256.
    let rounds: Int
    let salt: [UInt8]
    let hash: [UInt8]
}
