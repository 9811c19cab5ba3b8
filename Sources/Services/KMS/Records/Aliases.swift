import Kernel
import Storage

/// The aliases of every account, by region and name.
enum Aliases {
    static let byKey = "key"

    static let records = Records<StoredAlias>(
        "kms/alias", account: \.account.digits, key: { [.string($0.region.name), .string($0.name)] }
    ) {
        Index(byKey) { [.string($0.region.name), .string($0.target), .string($0.name)] }
    }

    static func get(
        _ name: String, region: Region, account: AccountID, _ transaction: any ReadTransaction
    ) throws -> StoredAlias? {
        try records.get([.string(region.name), .string(name)], account: account.digits, in: transaction)
    }

    static func all(of key: KeyAddress, _ transaction: any ReadTransaction) throws -> [StoredAlias] {
        try records.scan(index: byKey, prefix: key.parts, account: key.account.digits, in: transaction)
    }

    static func remove(_ alias: StoredAlias, _ transaction: any WriteTransaction) throws {
        try records.remove(
            [.string(alias.region.name), .string(alias.name)], account: alias.account.digits, in: transaction)
    }
}
