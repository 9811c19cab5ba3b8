/// What one closure reads and writes on an SQLite connection.
final class SQLiteTransaction: WriteTransaction {
    /// The spaces that changed, in this transaction and in those before it that it was begun with.
    private(set) var touched: TouchedSpaces
    /// Whether there is anything to undo.
    private(set) var hasChanged = false
    /// The first fault of SQLite itself; a closure that swallows it must not commit.
    private(set) var fault: StorageFault?
    var isOpen = true
    private let session: SQLiteSession

    init(session: SQLiteSession, touched: TouchedSpaces = TouchedSpaces()) {
        self.session = session
        self.touched = touched
    }

    func get(_ key: Key) throws -> [UInt8]? {
        var value: [UInt8]?
        try rows(.readOne, key.bytes) { row in
            value = SQLiteSession.bytes(of: row, column: 0)
            return false
        }
        return value
    }

    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry] {
        guard limit > 0 else { return [] }
        var entries: [Entry] = []
        let statement: SQLiteStatement = reverse ? .readBackwards : .readForwards
        try rows(statement, range.lower, range.upper, limit: limit) { row in
            let key = Key(encoded: SQLiteSession.bytes(of: row, column: 0))
            entries.append(Entry(key: key, value: SQLiteSession.bytes(of: row, column: 1)))
            return true
        }
        return entries
    }

    func count(in range: KeyRange) throws -> Int {
        // Counted here: the statement stays on the index and needs no column of SQLite's integer kind.
        var count = 0
        try rows(.readKeys, range.lower, range.upper) { _ in
            count += 1
            return true
        }
        return count
    }

    func set(_ key: Key, to value: [UInt8]) throws {
        try key.checkLength()
        if value.count > Entry.valueLimit { throw StorageFault.tooLarge(what: "value", limit: Entry.valueLimit) }
        try rows(.writeOne, key.bytes, value) { _ in true }
        change(key)
    }

    func remove(_ key: Key) throws {
        try rows(.removeOne, key.bytes) { _ in true }
        change(key)
    }

    func removeAll(in range: KeyRange) throws {
        var rest = range
        while let first = try entries(in: rest, reverse: false, limit: 1).first {
            change(first.key)
            rest.lower = KeyRange(prefix: [.string(first.key.space)]).upper
        }
        try rows(.removeRange, range.lower, range.upper) { _ in true }
    }

    private func change(_ key: Key) {
        hasChanged = true
        touched.insert(key)
    }

    private func rows(
        _ statement: SQLiteStatement, _ first: [UInt8], _ second: [UInt8]? = nil, limit: Int? = nil,
        visit: (OpaquePointer) -> Bool
    ) throws {
        precondition(isOpen, "a transaction is used after its closure ended")
        // After a fault SQLite may have rolled back by itself: what followed would be half a transaction.
        if let fault { throw fault }
        do {
            try session.rows(statement, first, second, limit: limit, visit: visit)
        } catch {
            fault = error
            throw error
        }
    }
}
