import Kernel
import Storage

/// The event source mappings of every account and region, by UUID.
enum EventSourceMappings {
    static let records = Records<StoredEventSourceMapping>(
        "lambda/event-source-mapping", account: \.account.digits, key: { key($0.uuid, in: $0.region) })

    static func key(_ uuid: String, in region: Region) -> [KeyPart] { [.string(region.name), .string(uuid)] }

    static func get(
        _ uuid: String, in account: AccountID, _ region: Region, _ transaction: any ReadTransaction
    ) throws -> StoredEventSourceMapping? {
        try records.get(key(uuid, in: region), account: account.digits, in: transaction)
    }
}
