import GRDB
import GRDBSQLite

/// Runs prepared statements on one connection, while its queue is held.
///
/// Statements come from GRDB's cache and are stepped through SQLite's own functions: that is several times faster
/// than rows of values, and the values here are only bytes.
final class SQLiteSession {
    let database: Database
    let path: String
    /// The statements looked up so far: GRDB finds its own by their text, which takes longer than some of them run.
    private var prepared = [Statement?](repeating: nil, count: SQLiteStatement.allCases.count)

    /// SQLite copies what is bound; the constant is a macro that Swift does not import (`(void(*)(void*))-1`).
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(database: Database, path: String) {
        self.database = database
        self.path = path
    }

    /// Whether SQLite is outside a transaction, as after it rolled one back by itself.
    var isAutocommitting: Bool {
        guard let connection = database.sqliteConnection else { return true }
        return sqlite3_get_autocommit(connection) != 0
    }

    /// Runs a statement that answers nothing.
    func execute(_ statement: SQLiteStatement) throws(StorageFault) {
        try rows(statement) { _ in false }
    }

    /// Runs a statement with byte strings and then an integer for its parameters, until `visit` answers false.
    func rows(
        _ statement: SQLiteStatement, _ bytes: [[UInt8]] = [], limit: Int? = nil, visit: (OpaquePointer) -> Bool
    ) throws(StorageFault) {
        let handle = try handle(of: statement)
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, bytes) in bytes.enumerated() { Self.bind(bytes, to: handle, at: Int32(index + 1)) }
        if let limit { sqlite3_bind_int64(handle, Int32(bytes.count + 1), Int64(limit)) }
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw fault() }
            if !visit(handle) { return }
        }
    }

    private func handle(of statement: SQLiteStatement) throws(StorageFault) -> OpaquePointer {
        if let known = prepared[statement.rawValue] { return known.sqliteStatement }
        do {
            let found = try database.cachedStatement(sql: statement.sql)
            prepared[statement.rawValue] = found
            return found.sqliteStatement
        } catch {
            throw StorageFault(error, path: path)
        }
    }

    /// A column's bytes, copied.
    static func bytes(of handle: OpaquePointer, column: Int32) -> [UInt8] {
        // The pointer first, then the length: SQLite's order for values that it may have to convert.
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private static func bind(_ bytes: [UInt8], to handle: OpaquePointer, at index: Int32) {
        // A null pointer would bind NULL, which is not an empty byte string.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(handle, index, 0)
        } else {
            sqlite3_bind_blob64(handle, index, bytes, sqlite3_uint64(bytes.count), transient)
        }
    }

    private func fault() -> StorageFault {
        guard let connection = database.sqliteConnection else { return .closed }
        let message = String(cString: sqlite3_errmsg(connection))
        return StorageFault(sqlite: sqlite3_extended_errcode(connection), message: message, path: path)
    }
}
