import Synchronization

/// Values that hold only while nothing of what they were made from has changed.
///
/// A stamp is a number that grows with every such change; values of an older stamp are never given out. Beyond
/// `limit` values everything is forgotten at once.
final class VersionedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var stamp: UInt64 = 0
        var values: [Key: Value] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// The value under a key, if it is of this very stamp.
    func value(for key: Key, stamp: UInt64) -> Value? {
        state.withLock { $0.stamp == stamp ? $0.values[key] : nil }
    }

    /// Keeps a value that was made from what was read *after* the stamp was taken.
    func keep(_ value: Value, for key: Key, stamp: UInt64) {
        state.withLock { state in
            if stamp < state.stamp { return }
            if stamp > state.stamp || state.values.count >= limit {
                state.values = [:]
                state.stamp = stamp
            }
            state.values[key] = value
        }
    }

    /// How many values are kept.
    var count: Int { state.withLock { $0.values.count } }
}
