import Kernel
import Storage

/// A device that a user confirmed; what is only announced in `NewDeviceMetadata` is not kept.
struct StoredDevice: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    /// `<region>_<uuid>`.
    let key: String
    /// What the device hashes as the pool's name.
    let groupKey: String
    /// Hexadecimal.
    let salt: String
    /// Sealed for `StoredDevice.verifierContext(key)`.
    let verifier: Sealed
    var name: String?
    var isRemembered: Bool
    var lastAddress: String?
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64
    var authenticatedAt: Int64

    static func verifierContext(_ key: String) -> String { "cognito-idp/device-verifier/\(key)" }
}

/// The confirmed devices of every user, by their keys.
enum Devices {
    static let records = Records<StoredDevice>(
        "cognito-idp/device", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.user), .string($0.key)] })

    static func prefix(_ user: StoredUser) -> [KeyPart] { [.string(user.pool.text), .string(user.sub)] }

    static func get(
        _ key: String, of user: StoredUser, _ transaction: any ReadTransaction
    ) throws -> StoredDevice? {
        try records.get(prefix(user) + [.string(key)], account: user.account.digits, in: transaction)
    }

    static func remove(
        _ key: String, of user: StoredUser, _ transaction: any WriteTransaction
    ) throws -> StoredDevice? {
        try records.remove(prefix(user) + [.string(key)], account: user.account.digits, in: transaction)
    }

    /// Forgets all devices of a user who is deleted.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        for device in try records.scan(prefix: prefix(user), account: user.account.digits, in: transaction) {
            _ = try remove(device.key, of: user, transaction)
        }
    }
}
