import Kernel
import Storage

/// The materials of every key, in the order in which they came; found by id from ciphertexts.
enum Materials {
    private static let byID = "id"

    static let records = Records<StoredMaterial>(
        "kms/material", account: \.key.account.digits, key: { key($0.key, $0.number) }
    ) {
        UniqueIndex(byID, scope: .server) { [.string($0.id)] }
    }

    static func key(_ address: KeyAddress, _ number: Int) -> [KeyPart] { address.parts + [.integer(Int64(number))] }

    static func find(_ id: String, _ transaction: any ReadTransaction) throws -> StoredMaterial? {
        try records.find(byID, [.string(id)], in: transaction)
    }

    static func all(of key: KeyAddress, _ transaction: any ReadTransaction) throws -> [StoredMaterial] {
        try records.scan(prefix: key.parts, account: key.account.digits, in: transaction)
    }

    /// The material that encrypts.
    static func current(of key: StoredKey, _ transaction: any ReadTransaction) throws -> StoredMaterial {
        guard let material = try find(key.currentMaterial, transaction) else {
            throw StorageFault.missing(space: records.space)
        }
        return material
    }
}
