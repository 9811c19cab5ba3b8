/// A view of the store as it was at one moment.
///
/// Valid only inside the closure it was handed to.
package protocol ReadTransaction {
    /// The value under a key.
    func get(_ key: Key) throws -> [UInt8]?
    /// At most `limit` entries in the order of their keys, or backwards from the end.
    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry]
    /// How many keys there are; reads no values.
    func count(in range: KeyRange) throws -> Int
}

/// All that one decision reads and changes; nothing of it is kept unless all of it is.
package protocol WriteTransaction: ReadTransaction {
    /// Puts a value under a key, in place of what was there.
    func set(_ key: Key, to value: [UInt8]) throws
    /// Removes a key, if it is there.
    func remove(_ key: Key) throws
    /// Removes every key of a range.
    func removeAll(in range: KeyRange) throws
}

extension ReadTransaction {
    /// Visits entries in order until `visit` answers false; the visitor may itself read and write.
    package func scan(
        _ range: KeyRange, reverse: Bool = false, visit: (Entry) throws -> Bool
    ) throws {
        var rest = range
        var size = 32
        while true {
            let entries = try entries(in: rest, reverse: reverse, limit: size)
            for entry in entries where try !visit(entry) { return }
            guard entries.count == size, let last = entries.last else { return }
            rest = reverse ? rest.before(last.key) : rest.after(last.key)
            size = min(size * 2, 512)
        }
    }
}
