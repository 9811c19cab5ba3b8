import Kernel
import Storage

/// The streams of every group, by the group's id and their name.
enum Streams {
    static let space = "logs/stream"

    static func prefix(_ group: Int64, of account: AccountID) -> [KeyPart] {
        [.string(space), .string(account.digits), .integer(group)]
    }

    private static func key(_ name: String, in group: StoredGroup) -> Key {
        Key(prefix(group.id, of: group.account) + [.string(name)])
    }

    static func named(
        _ name: String, in group: StoredGroup, _ transaction: any ReadTransaction
    ) throws -> StoredStream? {
        try transaction.get(key(name, in: group)).map { try decode($0, name: name) }
    }

    static func put(_ stream: StoredStream, in group: StoredGroup, _ transaction: any WriteTransaction) throws {
        try transaction.set(key(stream.name, in: group), to: stream.bytes)
    }

    static func remove(_ stream: StoredStream, in group: StoredGroup, _ transaction: any WriteTransaction) throws {
        try transaction.remove(key(stream.name, in: group))
    }

    /// Visits a group's streams in the order of their names, as far as these begin with a text.
    static func scan(
        _ group: StoredGroup, beginning text: String = "", after name: String? = nil, reverse: Bool = false,
        _ transaction: any ReadTransaction, visit: (StoredStream) throws -> Bool
    ) throws {
        var range = KeyRange(prefix: prefix(group.id, of: group.account), beginningWith: text)
        if let name {
            let key = key(name, in: group)
            range = reverse ? range.before(key) : range.after(key)
        }
        try transaction.scan(range, reverse: reverse) { entry in
            try visit(try stream(at: entry))
        }
    }

    /// A stream as it lies in the store.
    static func stream(at entry: Entry) throws -> StoredStream {
        guard case .string(let name)? = try entry.key.parts().last else { throw StorageFault.malformedKey }
        return try decode(entry.value, name: name)
    }

    private static func decode(_ bytes: [UInt8], name: String) throws -> StoredStream {
        guard let stream = StoredStream(name: name, bytes: bytes) else {
            throw StorageFault.unreadable(space: space, detail: "a stream of another form")
        }
        return stream
    }
}
