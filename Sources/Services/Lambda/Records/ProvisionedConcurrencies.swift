import Kernel
import Storage

/// The provisioned concurrency of versions and aliases.
enum ProvisionedConcurrencies {
    static let records = Records<StoredProvisionedConcurrency>(
        "lambda/provisioned-concurrency", account: \.id.account.digits, key: { key($0.id, $0.qualifier) })

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ qualifier: String) -> [KeyPart] { prefix(id) + [.string(qualifier)] }

    static func get(
        _ id: FunctionID, _ qualifier: String, _ transaction: any ReadTransaction
    ) throws -> StoredProvisionedConcurrency? {
        try records.get(key(id, qualifier), account: id.account.digits, in: transaction)
    }

    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredProvisionedConcurrency] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }
}
