import Kernel
import Storage

/// The addresses of functions and aliases; the empty qualifier is the function's own.
enum FunctionURLs {
    static let records = Records<StoredFunctionURL>(
        "lambda/url", account: \.id.account.digits, key: { key($0.id, $0.qualifier) }
    ) {
        UniqueIndex("label", scope: .server) { [.string($0.label)] }
    }

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ qualifier: String) -> [KeyPart] { prefix(id) + [.string(qualifier)] }

    static func get(
        _ id: FunctionID, _ qualifier: String, _ transaction: any ReadTransaction
    ) throws -> StoredFunctionURL? {
        try records.get(key(id, qualifier), account: id.account.digits, in: transaction)
    }

    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredFunctionURL] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }
}
