import Storage
import Synchronization

/// Keeps what was read, as long as none of the spaces that it was read from changes.
final class StampedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Kept {
        var stamp: UInt64 = 0
        var values: [Key: Value] = [:]
    }

    private let storage: any StorageEngine
    private let spaces: [String]
    /// Beyond so many, everything kept is forgotten at once.
    private let limit: Int
    private let kept = Mutex(Kept())

    init(_ storage: any StorageEngine, spaces: [String], limit: Int = 4096) {
        self.storage = storage
        self.spaces = spaces
        self.limit = limit
    }

    func value(
        _ key: Key, read: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        // Taken before the read: a change in between makes the copy stale at once.
        let stamp = spaces.reduce(0) { $0 &+ storage.version(of: $1) }
        if let known = kept.withLock({ $0.stamp == stamp ? $0.values[key] : nil }) { return known }
        let value = try await storage.read(read)
        kept.withLock { kept in
            guard stamp >= kept.stamp else { return }
            if stamp > kept.stamp || kept.values.count >= limit { kept = Kept(stamp: stamp) }
            kept.values[key] = value
        }
        return value
    }
}
