import Kernel
import Storage

/// The grants of every key, and by who may retire them.
enum Grants {
    static let byRetirer = "retirer"

    static let records = Records<StoredGrant>(
        "kms/grant", account: \.key.account.digits, key: { $0.key.parts + [.string($0.id)] }
    ) {
        Index(
            byRetirer, scope: .server,
            keys: { grant in
                grant.terms.retirer.map { [[.string($0), .string(grant.key.region.name), .string(grant.id)]] } ?? []
            })
    }

    static func get(_ id: String, of key: KeyAddress, _ transaction: any ReadTransaction) throws -> StoredGrant? {
        try records.get(key.parts + [.string(id)], account: key.account.digits, in: transaction)
    }

    static func all(of key: KeyAddress, _ transaction: any ReadTransaction) throws -> [StoredGrant] {
        try records.scan(prefix: key.parts, account: key.account.digits, in: transaction)
    }

    /// Those that a principal may retire, of every account's keys in a region.
    static func retirable(
        by principal: String, in region: Region, _ transaction: any ReadTransaction
    ) throws -> [StoredGrant] {
        try records.scan(
            serverIndex: byRetirer, prefix: [.string(principal), .string(region.name)], in: transaction)
    }

    static func remove(_ grant: StoredGrant, _ transaction: any WriteTransaction) throws {
        try records.remove(
            grant.key.parts + [.string(grant.id)], account: grant.key.account.digits, in: transaction)
    }
}
