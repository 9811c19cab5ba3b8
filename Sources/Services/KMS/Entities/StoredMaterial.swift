import Storage

/// One version of a key's material; all are kept, so that what they encrypted can be decrypted.
struct StoredMaterial: Codable, Hashable, Sendable {
    /// Why it took the place of the one before.
    enum Cause: String, Codable, Sendable {
        case automatic = "AUTOMATIC"
        case onDemand = "ON_DEMAND"
    }

    let key: KeyAddress
    /// 64 hexadecimal digits, which ciphertexts carry.
    let id: String
    /// From 1, in the order of rotations.
    let number: Int
    /// Milliseconds since 1970.
    let createdAt: Int64
    /// `nil` for the first.
    let cause: Cause?
    /// The 32 bytes.
    let secret: Sealed

    /// What the seal is bound to.
    static func context(_ id: String) -> String { "kms/material/\(id)" }
}
