import Kernel
import Storage

/// The resource policies of functions, versions and aliases; the empty qualifier is the function's own.
enum FunctionPolicies {
    static let records = Records<StoredPolicy>(
        "lambda/policy", account: \.id.account.digits, key: { key($0.id, $0.qualifier) })

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ qualifier: String) -> [KeyPart] { prefix(id) + [.string(qualifier)] }

    static func get(
        _ id: FunctionID, _ qualifier: String, _ transaction: any ReadTransaction
    ) throws -> StoredPolicy? {
        try records.get(key(id, qualifier), account: id.account.digits, in: transaction)
    }

    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredPolicy] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }
}
