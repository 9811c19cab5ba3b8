import Kernel
import Storage

/// The settings of asynchronous invocation, by function and qualifier.
enum EventInvokeConfigs {
    static let records = Records<StoredEventInvokeConfig>(
        "lambda/event-invoke-config", account: \.id.account.digits, key: { key($0.id, $0.qualifier) })

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ qualifier: String) -> [KeyPart] { prefix(id) + [.string(qualifier)] }

    static func get(
        _ id: FunctionID, _ qualifier: String, _ transaction: any ReadTransaction
    ) throws -> StoredEventInvokeConfig? {
        try records.get(key(id, qualifier), account: id.account.digits, in: transaction)
    }

    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredEventInvokeConfig] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }
}
