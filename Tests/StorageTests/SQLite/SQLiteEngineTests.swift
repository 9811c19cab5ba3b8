import Foundation
import GRDB
import Testing

@testable import Storage

/// What only the SQLite engine promises: durability really in force, and faults of files told apart.
@Suite struct SQLiteEngineTests {
    /// Why: GRDB sets NORMAL when it turns WAL on, and then a power cut loses acknowledged writes.
    @Test func syncsEveryCommit() async throws {
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite")
            #expect(try engine.writerPragma("synchronous") == "2")
            #expect(try engine.writerPragma("journal_mode") == "wal")
            try await engine.close()
        }
    }

    /// Why: the measured layout; `WITHOUT ROWID` would be several times slower with values of a kilobyte.
    @Test func usesAnOrdinaryTableWithAnIndexOnTheKey() async throws {
        try await ScratchFolder.run { path in
            try await SQLiteEngine(path: path + "/db.sqlite").close()
            let queue = try DatabaseQueue(path: path + "/db.sqlite")
            let table = try await queue.read {
                try String.fetchOne($0, sql: "SELECT sql FROM sqlite_master WHERE name = 'entries'")
            }
            #expect(table?.contains("WITHOUT ROWID") == false)
            let plan = try await queue.read { database in
                try Row.fetchAll(
                    database, sql: "EXPLAIN QUERY PLAN SELECT key, value FROM entries WHERE key >= x'00' ORDER BY key"
                ).map { $0["detail"] as String }
            }
            #expect(plan.count == 1 && plan[0].contains("entries_by_key"))
        }
    }

    /// Why: acknowledged means durable across a restart, and records stay readable with `sqlite3`.
    @Test func keepsAcrossARestart() async throws {
        try await ScratchFolder.run { path in
            let first = try SQLiteEngine(path: path + "/db.sqlite")
            try await first.write { try $0.set(Key(["a"]), to: Array("{\"name\":\"é\"}".utf8)) }
            try await first.close()
            let second = try SQLiteEngine(path: path + "/db.sqlite")
            #expect(try await second.read { try $0.get(Key(["a"])) } == Array("{\"name\":\"é\"}".utf8))
            #expect(try await second.check().isEmpty)
            try await second.close()
            let queue = try DatabaseQueue(path: path + "/db.sqlite")
            #expect(
                try await queue.read { try String.fetchOne($0, sql: "SELECT value ->> 'name' FROM readable") } == "é")
        }
    }

    /// Why: transactions that share a commit run without savepoints until one fails after it has written; what that one
    /// wrote must be gone, and all that its neighbours wrote must be there, once.
    @Test func undoesOnlyWhatFailedInABatch() async throws {
        struct Refusal: Error {}
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite")
            let refused = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<96 {
                    group.addTask {
                        do {
                            try await engine.write { transaction in
                                let count = try transaction.get(Key(["count"]))?.first ?? 0
                                try transaction.set(Key(["count"]), to: [count + 1])
                                try transaction.set(Key(["item", .integer(Int64(index))]), to: [1])
                                if index % 3 == 0 {
                                    try transaction.set(Key(["undone"]), to: [1])
                                    throw Refusal()
                                }
                            }
                        } catch is Refusal {
                            refused.add()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(refused.value == 32)
            #expect(try await engine.read { try $0.get(Key(["count"])) } == [64])
            let items = try await engine.read { try $0.count(in: KeyRange(prefix: ["item"])) }
            #expect(items == 64)
            #expect(engine.version(of: "item") > 0)
            #expect(engine.version(of: "undone") == 0)
            try await engine.close()
        }
    }

    /// Why: a full disk refuses what does not fit, keeps the rest of the same batch, reads on, and takes writes again.
    @Test func answersFullAndLosesNothing() async throws {
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite", settings: SQLiteSettings(maximumBytes: 200_000))
            let kept = Counter()
            let refused = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<64 {
                    group.addTask {
                        do {
                            try await engine.write { transaction in
                                try transaction.set(Key(["a", .integer(Int64(index))]), to: [1])
                                try transaction.set(
                                    Key(["b", .integer(Int64(index))]), to: [UInt8](repeating: 1, count: 8000))
                            }
                            kept.add()
                        } catch StorageFault.full {
                            refused.add()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(kept.value > 5 && refused.value > 5)
            let (small, large) = try await engine.read { transaction in
                (
                    try transaction.count(in: KeyRange(prefix: ["a"])),
                    try transaction.count(in: KeyRange(prefix: ["b"]))
                )
            }
            #expect(small == kept.value && large == kept.value)
            try await engine.removeAll()
            try await engine.write { try $0.set(Key(["a"]), to: [UInt8](repeating: 1, count: 8000)) }
            try await engine.close()
        }
    }

    /// Why: a closure that swallows the fault must not have the rest of its work kept.
    @Test func refusesWhatSwallowedAFault() async throws {
        try await ScratchFolder.run { path in
            let engine = try SQLiteEngine(path: path + "/db.sqlite", settings: SQLiteSettings(maximumBytes: 100_000))
            await #expect(throws: StorageFault.full) {
                try await engine.write { transaction in
                    try transaction.set(Key(["a"]), to: [1])
                    try? transaction.set(Key(["b"]), to: [UInt8](repeating: 1, count: 1_000_000))
                    try? transaction.set(Key(["c"]), to: [1])
                }
            }
            #expect(try await engine.read { try $0.count(in: .all) } == 0)
            try await engine.close()
        }
    }

    /// Why: each broken file is refused by its own name, and never overwritten.
    @Test func refusesFilesThatAreNotItsOwn() async throws {
        try await ScratchFolder.run { path in
            let text = path + "/text.sqlite"
            let letter = Data(String(repeating: "this is a letter, not a database. ", count: 200).utf8)
            try letter.write(to: URL(fileURLWithPath: text))
            #expect { try SQLiteEngine(path: text) } throws: { isCorrupt($0) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: text)) == letter)

            let foreign = path + "/foreign.sqlite"
            let queue = try DatabaseQueue(path: foreign)
            try await queue.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
            try queue.close()
            #expect(throws: StorageFault.foreign(path: foreign)) { try SQLiteEngine(path: foreign) }

            let newer = path + "/newer.sqlite"
            try await SQLiteEngine(path: newer).close()
            let editor = try DatabaseQueue(path: newer)
            try await editor.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 9") }
            try editor.close()
            #expect(throws: StorageFault.newer(path: newer, found: 9, known: 1)) { try SQLiteEngine(path: newer) }
        }
    }

    /// Why: damage in the middle of the file must be found in use and by the full check, and never be served.
    @Test func findsDamage() async throws {
        try await ScratchFolder.run { path in
            let file = path + "/db.sqlite"
            let engine = try SQLiteEngine(path: file)
            let value = [UInt8](repeating: 5, count: 500)
            try await engine.write { transaction in
                for index in 0..<2000 { try transaction.set(Key(["a", .integer(Int64(index))]), to: value) }
            }
            try await engine.close()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            // From the fourth page on, but not the ends of the index, so that opening succeeds or refuses.
            for offset in stride(from: 4096 * 4, to: bytes.count - 4096 * 4, by: 4096) {
                bytes.replaceSubrange(offset..<(offset + 64), with: repeatElement(0xEE, count: 64))
            }
            try bytes.write(to: URL(fileURLWithPath: file))
            do {
                let damaged = try SQLiteEngine(path: file)
                #expect(try await !damaged.check().isEmpty)
                await #expect {
                    try await damaged.read { try $0.entries(in: .all, reverse: false, limit: .max).count }
                } throws: {
                    isCorrupt($0)
                }
                try await damaged.close()
            } catch {
                #expect(isCorrupt(error))
            }
        }
    }

    private func isCorrupt(_ error: any Error) -> Bool {
        if case .corrupt? = error as? StorageFault { true } else { false }
    }
}
