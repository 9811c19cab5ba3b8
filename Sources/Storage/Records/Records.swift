/// Typed records with their indexes; every method works inside a transaction that it is handed.
///
/// Kept under `(space, account, 0, key…)`; indexes under `(space, account, name, key…)`, or with `none` for the
/// account where they span accounts, and hold the account and key of their record.
package struct Records<Record: Codable & Sendable>: Sendable {
    /// The space, whose version changes with every record.
    package let space: String
    let account: @Sendable (Record) -> String
    let key: @Sendable (Record) -> [KeyPart]
    let indexes: [RecordIndex<Record>]
    let decoded: DecodedRecords<Record>?

    /// - Parameter remembering: how many decoded records are kept for records that are read far more often than they
    ///   change; decoding is most of what reading a record costs.
    package init(
        _ space: String,
        remembering: Int = 0,
        account: @escaping @Sendable (Record) -> String,
        key: @escaping @Sendable (Record) -> [KeyPart],
        @IndexBuilder<Record> indexes: () -> [RecordIndex<Record>] = { [] }
    ) {
        self.space = space
        self.account = account
        self.key = key
        self.indexes = indexes()
        decoded = remembering > 0 ? DecodedRecords(limit: remembering) : nil
        precondition(
            Set(self.indexes.map(\.name)).count == self.indexes.count, "two indexes of \(space) share a name")
    }

    /// The record under a key.
    package func get(
        _ key: [KeyPart], account: String, in transaction: any ReadTransaction
    ) throws -> Record? {
        try transaction.get(storedKey(key, account: account)).map(decode)
    }

    /// Adds a record, or throws `duplicate` when its key or a unique index has it already.
    package func insert(_ record: Record, in transaction: any WriteTransaction) throws {
        let stored = storedKey(of: record)
        if try transaction.get(stored) != nil { throw StorageFault.duplicate(index: "key") }
        try write(record, under: stored, replacing: nil, in: transaction)
    }

    /// Changes a record that must be there; throws `missing` otherwise.
    package func replace(_ record: Record, in transaction: any WriteTransaction) throws {
        let stored = storedKey(of: record)
        guard let old = try transaction.get(stored) else { throw StorageFault.missing(space: space) }
        try write(record, under: stored, replacing: try decode(old), in: transaction)
    }

    /// Adds a record or changes the one under its key.
    package func put(_ record: Record, in transaction: any WriteTransaction) throws {
        let stored = storedKey(of: record)
        let old = try transaction.get(stored).map(decode)
        try write(record, under: stored, replacing: old, in: transaction)
    }

    /// Reads, changes and writes one record, whose key may change too; `nil` when there is none.
    @discardableResult
    package func update(
        _ key: [KeyPart], account: String, in transaction: any WriteTransaction,
        _ change: (inout Record) throws -> Void
    ) throws -> Record? {
        let stored = storedKey(key, account: account)
        guard let old = try transaction.get(stored).map(decode) else { return nil }
        var new = old
        try change(&new)
        let moved = storedKey(of: new)
        if moved != stored {
            if try transaction.get(moved) != nil { throw StorageFault.duplicate(index: "key") }
            try checkUnique(new, replacing: old, in: transaction)
            try transaction.remove(stored)
            for entry in indexKeys(of: old) { try transaction.remove(entry.key) }
            try write(new, under: moved, replacing: nil, in: transaction)
        } else {
            try write(new, under: stored, replacing: old, in: transaction)
        }
        return new
    }

    /// Removes a record and answers it; `nil` when there is none.
    @discardableResult
    package func remove(
        _ key: [KeyPart], account: String, in transaction: any WriteTransaction
    ) throws -> Record? {
        let stored = storedKey(key, account: account)
        guard let old = try transaction.get(stored).map(decode) else { return nil }
        try transaction.remove(stored)
        for entry in indexKeys(of: old) { try transaction.remove(entry.key) }
        return old
    }

    /// The one record that a unique index of an account has under a key.
    package func find(
        _ index: String, _ key: [KeyPart], account: String, in transaction: any ReadTransaction
    ) throws -> Record? {
        let definition = definition(index, unique: true, scope: .account)
        return try find(prefix(of: definition, account: account) + key, in: transaction)
    }

    /// The one record that a unique index over the whole server has under a key, whatever its account.
    package func find(
        _ index: String, _ key: [KeyPart], in transaction: any ReadTransaction
    ) throws -> Record? {
        let definition = definition(index, unique: true, scope: .server)
        return try find(prefix(of: definition, account: "") + key, in: transaction)
    }

    private func find(_ parts: [KeyPart], in transaction: any ReadTransaction) throws -> Record? {
        guard let target = try transaction.get(Key(parts)) else { return nil }
        return try record(at: target, in: transaction)
    }
}
