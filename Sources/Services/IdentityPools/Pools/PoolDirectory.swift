import Kernel
import Storage
import Synchronization

/// Finds pools by their ids, from memory while none of them has changed: every call of every app begins so.
final class PoolDirectory: Sendable {
    /// What was read, and at which version of the records.
    private struct Shelf {
        var version: UInt64 = .max
        var pools: [IdentityPoolID: StoredIdentityPool] = [:]
    }

    private static let limit = 1000
    private let storage: any StorageEngine
    private let shelf = Mutex(Shelf())

    init(storage: any StorageEngine) {
        self.storage = storage
    }

    /// A pool by its id, whoever owns it; refuses those that do not exist.
    func pool(_ id: IdentityPoolID) async throws -> StoredIdentityPool {
        let version = storage.version(of: Pools.records.space)
        let known = shelf.withLock { shelf -> StoredIdentityPool? in
            if shelf.version != version || shelf.pools.count > Self.limit { shelf.pools = [:] }
            shelf.version = version
            return shelf.pools[id]
        }
        if let known { return known }
        guard let pool = try await storage.read({ try Pools.find(id, $0) }) else { throw Refusal.noPool(id) }
        shelf.withLock { if $0.version == version { $0.pools[id] = pool } }
        return pool
    }
}
