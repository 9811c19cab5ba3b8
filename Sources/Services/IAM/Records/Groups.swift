import Kernel
import Storage

/// The groups of every account, by name without case.
enum Groups {
    static let records = Records<IAMGroup>("iam/group", account: \.account.digits, key: { key($0.name) }) {
        UniqueIndex("id") { [.string($0.id)] }
    }

    static func key(_ name: String) -> [KeyPart] { [.string(name.lowercased())] }

    /// Names are found whatever their case.
    static func named(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMGroup? {
        try records.get(key(name), account: account.digits, in: transaction)
    }

    static func withID(_ id: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMGroup? {
        try records.find("id", [.string(id)], account: account.digits, in: transaction)
    }
}
