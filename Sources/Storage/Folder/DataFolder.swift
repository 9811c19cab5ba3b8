package import Logging

/// A server's folder: the database, the master key and the lock that keeps a second process out.
package struct DataFolder: Sendable {
    package let path: String
    package let engine: SQLiteEngine
    package let vault: Vault
    private let lock: FolderLock

    /// Opens a folder, or makes it with mode 0700; throws a `StorageFault` that names the remedy.
    package static func open(
        at path: String, settings: SQLiteSettings = SQLiteSettings(), logger: Logger = Logger(label: "storage")
    ) throws(StorageFault) -> DataFolder {
        if try FileSystem.makeFolder(path) { try FileSystem.sync(folder: FileSystem.parent(of: path)) }
        let lock = try FolderLock(folder: path)
        let database = path + "/martlet.sqlite"
        let isNew = !FileSystem.exists(database)
        // The key comes first: a database without its key is a loss, a key without a database is none.
        let vault = Vault(masterKey: try MasterKey.load(path + "/master.key", mayCreate: isNew))
        // Made here for its mode, which SQLite gives to the log beside it too.
        if isNew { try FileSystem.create(database, content: []) }
        let engine = try SQLiteEngine(path: database, settings: settings, logger: logger)
        if isNew { try FileSystem.sync(folder: path) }
        return DataFolder(path: path, engine: engine, vault: vault, lock: lock)
    }

    /// Closes the engine and lets another process in.
    package func close() async throws {
        try await engine.close()
        lock.release()
    }
}
