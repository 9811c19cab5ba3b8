import Foundation
import GRDB
import Testing

@testable import Storage

/// The log that is written in few calls must hold at every commit what SQLite believes that it holds.
@Suite struct GatheredLogTests {
    /// Why: it stands on how SQLite's files are laid out. Where that changed, every page would again be written by
    /// itself, and nobody would notice.
    @Test func worksWithThisSQLite() async throws {
        try await ScratchFolder.run { path in
            let queue = try DatabaseQueue(path: path + "/db.sqlite")
            try await queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE numbers (number)")
                let connection = try #require(database.sqliteConnection)
                #expect(GatheredLog.begin(on: connection))
                try database.execute(sql: "INSERT INTO numbers VALUES (7)")
                #expect(try Int.fetchOne(database, sql: "SELECT number FROM numbers") == 7)
            }
            try queue.close()
            #expect(try await DatabaseQueue(path: path + "/db.sqlite").read { try $0.tableExists("numbers") })
        }
    }

    /// Why: an acknowledged write must have left the process. What the files hold at that moment is all that a crash
    /// leaves; transactions beyond the page cache write and read their log before they commit, or throw it away.
    @Test func isInTheFilesOnceAcknowledged() async throws {
        struct Refusal: Error {}
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite", settings: SQLiteSettings(cacheKiB: 64))
            var expected: [Entry] = []
            // Entries of one transaction and their size, from one page to far more than the cache and the log's room.
            for (round, (count, size)) in [(1, 10), (50, 3000), (1, 1), (1500, 2000), (3, 200_000), (1, 1)].enumerated()
            {
                let entries = (0..<count).map { index in
                    Entry(
                        key: Key(["log", .integer(Int64(round)), .integer(Int64(index))]),
                        value: [UInt8](repeating: UInt8(truncatingIfNeeded: round + index), count: size))
                }
                await #expect(throws: Refusal.self) {
                    try await engine.write { transaction in
                        for entry in entries { try transaction.set(entry.key, to: [0] + entry.value) }
                        throw Refusal()
                    }
                }
                try await engine.write { transaction in
                    for entry in entries { try transaction.set(entry.key, to: entry.value) }
                    for entry in entries { #expect(try transaction.get(entry.key) == entry.value) }
                }
                expected += entries
                #expect(try await engine.read { try $0.entries(in: .all, reverse: false, limit: .max) } == expected)
                try await expectAfterCrash(expected, in: path)
            }
            try await engine.close()
        }
    }

    /// Why: SQLite 3.40 loses commits in a crash when it goes back to a savepoint after pages went to the log early.
    /// What fails beside others, and is larger than the cache, must harm neither them nor those who come later.
    @Test func staysWholeWhenLargeTransactionsFail() async throws {
        struct Refusal: Error {}
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite", settings: SQLiteSettings(cacheKiB: 64))
            let entries = (0..<24).map { index in
                Entry(key: Key(["log", .integer(Int64(index))]), value: [UInt8](repeating: 7, count: 100))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, entry) in entries.enumerated() {
                    group.addTask { try await engine.write { try $0.set(entry.key, to: entry.value) } }
                    group.addTask {
                        await #expect(throws: Refusal.self) {
                            try await engine.write { transaction in
                                for part in 0..<(index % 2 == 0 ? 400 : 3) {
                                    let key = Key([
                                        "undone", .integer(Int64(part * 7919 % 400)), .integer(Int64(index)),
                                    ])
                                    try transaction.set(key, to: [UInt8](repeating: 1, count: 1000))
                                }
                                throw Refusal()
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await expectAfterCrash(entries, in: path)
            try await engine.write { try $0.set(Key(["log", "last"]), to: [1]) }
            try await expectAfterCrash([Entry(key: Key(["log", "last"]), value: [1])] + entries, in: path)
            try await engine.close()
        }
    }

    /// Opens a copy of the files as they are, and expects to find these entries and nothing else.
    private func expectAfterCrash(_ entries: [Entry], in path: String) async throws {
        let copy = path + "/copy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for name in ["/db.sqlite", "/db.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: path + name, toPath: copy + name)
        }
        let crashed = try SQLiteEngine(path: copy + "/db.sqlite")
        let found = try await crashed.read { try $0.entries(in: .all, reverse: false, limit: .max) }
        #expect(found == entries)
        #expect(try await crashed.check().isEmpty)
        try await crashed.close()
    }
}
