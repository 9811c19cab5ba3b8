internal import Synchronization

/// The sessions opened last, by the bytes of their tokens; holds at most twice `capacity`.
///
/// Two generations: what is used moves to the young one; when that is full, it becomes the old one and the rest is
/// forgotten. So keeping the bound costs nothing per use.
final class SessionCache: Sendable {
    private struct Generations {
        var young: [[UInt8]: SealedSession] = [:]
        var old: [[UInt8]: SealedSession] = [:]
    }

    private let capacity: Int
    private let generations = Mutex(Generations())

    init(capacity: Int = 1024) {
        self.capacity = capacity
    }

    /// How many sessions are held.
    var count: Int { generations.withLock { $0.young.count + $0.old.count } }

    subscript(_ token: [UInt8]) -> SealedSession? {
        get {
            generations.withLock { generations in
                if let session = generations.young[token] { return session }
                guard let session = generations.old.removeValue(forKey: token) else { return nil }
                insert(session, under: token, into: &generations)
                return session
            }
        }
        set {
            guard let newValue else { return }
            generations.withLock { insert(newValue, under: token, into: &$0) }
        }
    }

    private func insert(_ session: SealedSession, under token: [UInt8], into generations: inout Generations) {
        if generations.young.count >= capacity {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[token] = session
    }
}
