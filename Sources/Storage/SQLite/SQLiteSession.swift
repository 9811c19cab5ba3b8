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

    init(database: Database, path: String) {
        self.database = database
        self.path = path
    }

    /// Whether SQLite is outside a transaction, as after it rolled one back by itself.
    var isAutocommitting: Bool {
        guard let connection = database.sqliteConnection else { return true }
        return sqlite3_get_autocommit(connection) != 0
    }

    /// How many pages went to the log before their commit, since the connection was opened: the cache was full.
    var spills: Int32 {
        var (count, highest): (Int32, Int32) = (0, 0)
        guard let connection = database.sqliteConnection else { return 0 }
        sqlite3_db_status(connection, SQLITE_DBSTATUS_CACHE_SPILL, &count, &highest, 0)
        return count
    }

    /// Runs a statement without parameters that answers nothing.
    func execute(_ statement: SQLiteStatement) throws(StorageFault) {
        try step(try handle(of: statement)) { _ in false }
    }

    /// Runs a statement with one or two byte strings and then an integer for its parameters, until `visit` answers
    /// false.
    func rows(
        _ statement: SQLiteStatement, _ first: [UInt8], _ second: [UInt8]? = nil, limit: Int? = nil,
        visit: (OpaquePointer) -> Bool
    ) throws(StorageFault) {
        let handle = try handle(of: statement)
        defer { sqlite3_clear_bindings(handle) }
        if let limit { sqlite3_bind_int64(handle, 3, Int64(limit)) }
        // SQLite does not copy what is bound: the bytes stay where they are until the statement is reset.
        try first.withUnsafeBufferPointer { first throws(StorageFault) in
            Self.bind(first, to: handle, at: 1)
            guard let second else { return try step(handle, visit) }
            try second.withUnsafeBufferPointer { second throws(StorageFault) in
                Self.bind(second, to: handle, at: 2)
                try step(handle, visit)
            }
        }
    }

    private func step(_ handle: OpaquePointer, _ visit: (OpaquePointer) -> Bool) throws(StorageFault) {
        defer { sqlite3_reset(handle) }
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

    private static func bind(_ bytes: UnsafeBufferPointer<UInt8>, to handle: OpaquePointer, at index: Int32) {
        // A null pointer would bind NULL, which is not an empty byte string.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(handle, index, 0)
        } else {
            sqlite3_bind_blob64(handle, index, bytes.baseAddress, sqlite3_uint64(bytes.count), nil)
        }
    }

    private func fault() -> StorageFault {
        guard let connection = database.sqliteConnection else { return .closed }
        let message = String(cString: sqlite3_errmsg(connection))
        return StorageFault(sqlite: sqlite3_extended_errcode(connection), message: message, path: path)
    }
}
