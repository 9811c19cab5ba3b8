import Kernel
import Storage

/// The aliases of every function, by name.
enum Aliases {
    static let records = Records<StoredAlias>(
        "lambda/alias", account: \.id.account.digits, key: { key($0.id, $0.name) })

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ name: String) -> [KeyPart] { prefix(id) + [.string(name)] }

    static func get(_ id: FunctionID, _ name: String, _ transaction: any ReadTransaction) throws -> StoredAlias? {
        try records.get(key(id, name), account: id.account.digits, in: transaction)
    }

    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredAlias] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }
}
