import Kernel
import Storage

/// The users of every account, by name without case.
enum Users {
    static let records = Records<IAMUser>("iam/user", account: \.account.digits, key: { key($0.name) }) {
        UniqueIndex("id") { [.string($0.id)] }
        Index("boundary", keys: { user in user.boundary.map { [[.string($0)]] } ?? [] })
    }

    static func key(_ name: String) -> [KeyPart] { [.string(name.lowercased())] }

    /// Names are found whatever their case.
    static func named(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMUser? {
        try records.get(key(name), account: account.digits, in: transaction)
    }

    static func withID(_ id: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMUser? {
        try records.find("id", [.string(id)], account: account.digits, in: transaction)
    }
}
