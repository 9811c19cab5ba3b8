import Kernel

/// When and for what a key last signed.
struct AccessKeyUsage: Codable, Hashable, Sendable {
    let account: AccountID
    let keyID: String
    var service: String
    var region: String
    var usedAt: Int64
}
