import Kernel
import Storage

/// The functions of every account and region, by name.
enum Functions {
    static let records = Records<StoredFunction>(
        "lambda/function", account: \.id.account.digits, key: { key($0.id) })

    static func key(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func get(_ id: FunctionID, _ transaction: any ReadTransaction) throws -> StoredFunction? {
        try records.get(key(id), account: id.account.digits, in: transaction)
    }
}
