import GRDB

/// Opens the database file and makes or checks what is in it.
///
/// One ordinary table with a unique index on the key: measured several times faster than `WITHOUT ROWID` once values
/// have a kilobyte.
enum SQLiteFile {
    /// Stands in the file's header, so that a database of another program is not taken for ours: "Mrtl".
    static let applicationID = 0x4D72_746C
    /// The layout that this release writes; in the header's `user_version`.
    static let format = 1

    /// Opens the writing connection: journal, durability and format are right when it returns.
    static func openWriter(_ path: String, settings: SQLiteSettings) throws(StorageFault) -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration("writer", settings: settings))
            try queue.inDatabase { database in
                try checkOrCreate(database, path: path)
                // Where it cannot be, each page is written by itself, as SQLite does.
                if let connection = database.sqliteConnection { _ = GatheredLog.begin(on: connection) }
                if let maximum = settings.maximumBytes {
                    let size = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
                    try database.execute(sql: "PRAGMA max_page_count = \(max(maximum / size, 1))")
                }
            }
            return queue
        } catch {
            throw StorageFault(error, path: path)
        }
    }

    /// Opens a connection that cannot write.
    static func openReader(_ path: String, settings: SQLiteSettings) throws(StorageFault) -> DatabaseQueue {
        var configuration = configuration("reader", settings: settings)
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StorageFault(error, path: path)
        }
    }

    private static func configuration(_ label: String, settings: SQLiteSettings) -> Configuration {
        var configuration = Configuration()
        configuration.label = "storage-\(label)"
        configuration.foreignKeysEnabled = false
        // Only an operator's sqlite3 can stand in the way; it is waited for.
        configuration.busyMode = .timeout(5)
        let cacheKiB = settings.cacheKiB
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(cacheKiB)") }
        return configuration
    }

    private static func checkOrCreate(_ database: Database, path: String) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        let isNew = application == 0 && found == 0 && tables == 0
        guard isNew || application == applicationID else { throw StorageFault.foreign(path: path) }
        guard found <= format else { throw StorageFault.newer(path: path, found: found, known: format) }
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw StorageFault.unwritable(path: path, reason: "its file system does not support a write-ahead log")
        }
        // A commit returns only after the log was synced. GRDB's own WAL set-up would leave NORMAL.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // Four times SQLite's own measure: a page that changes often is copied back, and the file synced, less often.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        // A log that grew under a burst gives its space back.
        try database.execute(sql: "PRAGMA journal_size_limit = 33554432")
        #if canImport(Darwin)
            // On Apple's systems fsync does not reach the medium.
            try database.execute(sql: "PRAGMA fullfsync = ON")
        #endif
        if isNew { try create(database) }
        // Both ends of the index: cheap, and damage often shows there.
        for order in ["ASC", "DESC"] {
            _ = try Row.fetchOne(database, sql: "SELECT key, length(value) FROM entries ORDER BY key \(order) LIMIT 1")
        }
    }

    private static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                BEGIN IMMEDIATE;
                CREATE TABLE entries (id INTEGER PRIMARY KEY, key BLOB NOT NULL, value BLOB NOT NULL);
                CREATE UNIQUE INDEX entries_by_key ON entries (key);
                CREATE VIEW readable AS SELECT id, hex(key) AS key, CAST(value AS TEXT) AS value FROM entries;
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(format);
                COMMIT;
                """)
    }
}
