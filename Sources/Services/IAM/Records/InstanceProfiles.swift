import Kernel
import Storage

/// The instance profiles of every account, by name without case.
enum InstanceProfiles {
    static let records = Records<IAMInstanceProfile>(
        "iam/instance-profile", account: \.account.digits, key: { key($0.name) }
    ) {
        Index("role", keys: { profile in profile.roleID.map { [[.string($0)]] } ?? [] })
    }

    static func key(_ name: String) -> [KeyPart] { [.string(name.lowercased())] }

    /// Names are found whatever their case.
    static func named(
        _ name: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> IAMInstanceProfile? {
        try records.get(key(name), account: account.digits, in: transaction)
    }

    /// The profiles that hold a role.
    static func holding(
        roleID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [IAMInstanceProfile] {
        try records.scan(index: "role", prefix: [.string(roleID)], account: account.digits, in: transaction)
    }
}
