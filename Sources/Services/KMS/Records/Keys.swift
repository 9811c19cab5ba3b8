import Kernel
import Storage

/// The keys of every account.
enum Keys {
    static let byDueTime = "due"

    static let records = Records<StoredKey>("kms/key", account: \.address.account.digits, key: { $0.address.parts }) {
        Index(byDueTime, scope: .server, keys: { key in key.dueAt.map { [[.integer($0)]] } ?? [] })
    }

    static func get(_ address: KeyAddress, _ transaction: any ReadTransaction) throws -> StoredKey? {
        try records.get(address.parts, account: address.account.digits, in: transaction)
    }

    /// Removes a key with all that belongs to it: nothing that it encrypted can be decrypted any more.
    static func erase(_ address: KeyAddress, _ transaction: any WriteTransaction) throws {
        for material in try Materials.all(of: address, transaction) {
            try Materials.records.remove(
                Materials.key(address, material.number), account: address.account.digits, in: transaction)
        }
        for alias in try Aliases.all(of: address, transaction) { try Aliases.remove(alias, transaction) }
        for grant in try Grants.all(of: address, transaction) { try Grants.remove(grant, transaction) }
        try records.remove(address.parts, account: address.account.digits, in: transaction)
    }
}
