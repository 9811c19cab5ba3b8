extension Records {
    /// Stands where an index has its name, so that no name can be taken for a record.
    private static var recordTag: KeyPart { .integer(0) }

    func storedKey(_ key: [KeyPart], account: String) -> Key {
        Key(recordPrefix(account: account) + key)
    }

    func storedKey(of record: Record) -> Key {
        storedKey(key(record), account: account(record))
    }

    /// What all of an account's records begin with.
    func recordPrefix(account: String) -> [KeyPart] {
        [.string(space), .string(account), Self.recordTag]
    }

    /// What all entries of an index begin with.
    func prefix(of index: RecordIndex<Record>, account: String) -> [KeyPart] {
        [.string(space), index.scope == .server ? .none : .string(account), .string(index.name)]
    }

    /// The index of that name; asking for one that was never declared is a mistake in the program.
    func definition(_ name: String, unique: Bool? = nil, scope: IndexScope) -> RecordIndex<Record> {
        guard let index = indexes.first(where: { $0.name == name }) else {
            preconditionFailure("\(space) has no index \(name)")
        }
        precondition(index.scope == scope, "\(space)'s index \(name) has another scope")
        precondition(unique == nil || index.isUnique == unique, "\(space)'s index \(name) is not unique")
        return index
    }

    struct IndexEntry {
        let key: Key
        let index: RecordIndex<Record>
    }

    /// Every entry that the indexes have for a record.
    func indexKeys(of record: Record) -> [IndexEntry] {
        let account = account(record)
        let own = KeyPart.nested([.string(account)] + key(record))
        return indexes.flatMap { index in
            let prefix = prefix(of: index, account: account)
            return Set(index.keys(record)).map { key in
                IndexEntry(key: Key(prefix + key + (index.isUnique ? [] : [own])), index: index)
            }
        }
    }

    /// Throws `duplicate` if a key that the record brings anew belongs to another one.
    func checkUnique(
        _ record: Record, replacing old: Record?, in transaction: any ReadTransaction
    ) throws {
        let known = Set(old.map(indexKeys)?.map(\.key) ?? [])
        for entry in indexKeys(of: record) where entry.index.isUnique && !known.contains(entry.key) {
            if try transaction.get(entry.key) != nil { throw StorageFault.duplicate(index: entry.index.name) }
        }
    }

    /// Writes a record and makes its index entries right; checks everything before it changes anything, so that a
    /// caller who catches `duplicate` may go on with the transaction.
    func write(
        _ record: Record, under stored: Key, replacing old: Record?, in transaction: any WriteTransaction
    ) throws {
        try checkUnique(record, replacing: old, in: transaction)
        let before = Set(old.map(indexKeys)?.map(\.key) ?? [])
        let after = Set(indexKeys(of: record).map(\.key))
        for key in before.subtracting(after) { try transaction.remove(key) }
        let target = Key([.string(account(record))] + key(record)).bytes
        for key in after.subtracting(before) { try transaction.set(key, to: target) }
        try transaction.set(stored, to: try RecordCoding.encode(record, space: space))
    }

    func decode(_ bytes: [UInt8]) throws -> Record {
        guard let decoded else { return try RecordCoding.decode(bytes, space: space) }
        return try decoded.record(of: bytes) { try RecordCoding.decode($0, space: space) }
    }

    /// The record that an index entry's value names.
    func record(at target: [UInt8], in transaction: any ReadTransaction) throws -> Record? {
        let parts = try Key(encoded: target).parts()
        guard case .string(let account)? = parts.first else { throw StorageFault.malformedKey }
        return try get(Array(parts.dropFirst()), account: account, in: transaction)
    }
}
