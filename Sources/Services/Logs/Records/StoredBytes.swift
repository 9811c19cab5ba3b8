import Kernel
import Storage

/// How many bytes each group holds, counted in several places so that its streams do not all write to one.
enum StoredBytes {
    static let space = "logs/bytes"
    private static let places: Int64 = 16

    static func prefix(_ group: Int64, of account: AccountID) -> [KeyPart] {
        [.string(space), .string(account.digits), .integer(group)]
    }

    /// Adds to a group's bytes, or takes away; `stream` is the id of the stream that they belong to.
    static func add(
        _ bytes: Int64, of stream: Int64, to group: Int64, in account: AccountID, _ transaction: any WriteTransaction
    ) throws {
        let key = Key(prefix(group, of: account) + [.integer(stream & (places - 1))])
        let known = try transaction.get(key).map(number) ?? 0
        try transaction.set(key, to: withUnsafeBytes(of: (known + bytes).bigEndian) { Array($0) })
    }

    static func total(_ group: Int64, of account: AccountID, _ transaction: any ReadTransaction) throws -> Int64 {
        let range = KeyRange(prefix: prefix(group, of: account))
        return try transaction.entries(in: range, reverse: false, limit: Int(places)).reduce(0) {
            $0 + number($1.value)
        }
    }

    private static func number(_ bytes: [UInt8]) -> Int64 {
        guard bytes.count == 8 else { return 0 }
        return bytes.withUnsafeBytes { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
    }
}
