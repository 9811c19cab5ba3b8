import GRDB
package import Logging

/// Keeps everything in one SQLite file, durably: an acknowledged write survives a crash and a power cut.
package final class SQLiteEngine: StorageEngine {
    package let path: String
    private let writer: DatabaseQueue
    private let readers: ReaderPool
    private let commits: GroupCommit
    private let signals = ChangeSignals()
    private let settings: SQLiteSettings

    /// Opens or makes the database file; throws a `StorageFault` that names the remedy.
    package init(
        path: String, settings: SQLiteSettings = SQLiteSettings(), logger: Logger = Logger(label: "storage")
    ) throws(StorageFault) {
        self.path = path
        self.settings = settings
        writer = try SQLiteFile.openWriter(path, settings: settings)
        readers = ReaderPool(path: path, settings: settings)
        commits = GroupCommit(
            connection: writer, path: path, batchLimit: settings.batchLimit, signals: signals, logger: logger)
    }

    package func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome {
        if let refusal = commits.refusal { throw refusal }
        return try readers.read(body)
    }

    package func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await commits.submit(body)
    }

    package func version(of space: String) -> UInt64 {
        signals.version(of: space)
    }

    package func changes(of space: String) -> AsyncStream<UInt64> {
        signals.stream(of: space)
    }

    package func removeAll() async throws {
        try await commits.submit { try $0.removeAll(in: .all) }
        signals.changedEverything()
    }

    package func close() async throws {
        await commits.finish()
        signals.finish()
        do {
            try readers.close()
            try writer.close()
        } catch {
            throw StorageFault(error, path: path)
        }
    }

    /// Reads the whole file and answers what is wrong with it, or nothing; takes seconds for each gigabyte.
    package func check() async throws -> [String] {
        let reader = try SQLiteFile.openReader(path, settings: settings)
        do {
            let answer = try await reader.read { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check")
            }
            try reader.close()
            return answer == ["ok"] ? [] : answer
        } catch {
            throw StorageFault(error, path: path)
        }
    }

    /// What SQLite says its writing connection's `PRAGMA` is; for tests of durability.
    func writerPragma(_ name: String) throws -> String? {
        try writer.unsafeRead { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }
}
