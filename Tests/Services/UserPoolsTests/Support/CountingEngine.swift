import Storage
import Synchronization

/// An engine that counts what it is asked, so that a test can see whether two paths do the same work.
final class CountingEngine: StorageEngine {
    /// What was asked for.
    struct Work: Hashable, Sendable, CustomStringConvertible {
        var reads = 0
        var writes = 0
        var gets = 0
        var ranges = 0
        var sets = 0

        var description: String { "\(reads) reads, \(writes) writes, \(gets) gets, \(ranges) ranges, \(sets) sets" }
    }

    private let engine: MemoryEngine
    private let counted = Mutex(Work())

    init(_ engine: MemoryEngine) {
        self.engine = engine
    }

    /// What a piece of work asks for.
    func work(of body: () async throws -> Void) async rethrows -> Work {
        counted.withLock { $0 = Work() }
        try await body()
        return counted.withLock { $0 }
    }

    func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome {
        count { $0.reads += 1 }
        return try await engine.read { try body(CountingReads(inner: $0, engine: self)) }
    }

    func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        count { $0.writes += 1 }
        return try await engine.write { try body(CountingWrites(inner: $0, engine: self)) }
    }

    func version(of space: String) -> UInt64 { engine.version(of: space) }

    func changes(of space: String) -> AsyncStream<UInt64> { engine.changes(of: space) }

    func removeAll() async throws { try await engine.removeAll() }

    func close() async throws { try await engine.close() }

    func count(_ change: (inout Work) -> Void) { counted.withLock { change(&$0) } }
}

/// A view whose look-ups are counted.
private struct CountingReads: ReadTransaction {
    let inner: any ReadTransaction
    let engine: CountingEngine

    func get(_ key: Key) throws -> [UInt8]? {
        engine.count { $0.gets += 1 }
        return try inner.get(key)
    }

    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry] {
        engine.count { $0.ranges += 1 }
        return try inner.entries(in: range, reverse: reverse, limit: limit)
    }

    func count(in range: KeyRange) throws -> Int {
        engine.count { $0.ranges += 1 }
        return try inner.count(in: range)
    }
}

/// A transaction whose look-ups and changes are counted.
private struct CountingWrites: WriteTransaction {
    let inner: any WriteTransaction
    let engine: CountingEngine

    func get(_ key: Key) throws -> [UInt8]? {
        engine.count { $0.gets += 1 }
        return try inner.get(key)
    }

    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry] {
        engine.count { $0.ranges += 1 }
        return try inner.entries(in: range, reverse: reverse, limit: limit)
    }

    func count(in range: KeyRange) throws -> Int {
        engine.count { $0.ranges += 1 }
        return try inner.count(in: range)
    }

    func set(_ key: Key, to value: [UInt8]) throws {
        engine.count { $0.sets += 1 }
        try inner.set(key, to: value)
    }

    func remove(_ key: Key) throws {
        engine.count { $0.sets += 1 }
        try inner.remove(key)
    }

    func removeAll(in range: KeyRange) throws {
        engine.count { $0.ranges += 1 }
        try inner.removeAll(in: range)
    }
}
