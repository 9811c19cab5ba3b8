import Kernel
import Storage

/// The log groups of every account.
enum Groups {
    static let records = Records<StoredGroup>(
        "logs/group", account: \.account.digits, key: { [.string($0.region.name), .string($0.name)] }
    ) {
        UniqueIndex("id") { [.integer($0.id)] }
    }

    static func named(
        _ name: String, in region: Region, of account: AccountID, _ transaction: any ReadTransaction
    ) throws -> StoredGroup? {
        try records.get([.string(region.name), .string(name)], account: account.digits, in: transaction)
    }

    static func withID(
        _ id: Int64, of account: AccountID, _ transaction: any ReadTransaction
    ) throws -> StoredGroup? {
        try records.find("id", [.integer(id)], account: account.digits, in: transaction)
    }

    /// Whether a group that was read earlier still stands; reads no record.
    static func isPresent(_ group: StoredGroup, _ transaction: any ReadTransaction) throws -> Bool {
        try records.count(index: "id", prefix: [.integer(group.id)], account: group.account.digits, in: transaction) > 0
    }
}
