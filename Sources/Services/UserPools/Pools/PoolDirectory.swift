import Kernel
import Storage
import Synchronization
import UserPoolsModel
import Wire

/// Finds pools and app clients by their ids, from memory while nothing of them has changed.
final class PoolDirectory: Sendable {
    /// What was read, and at which version of the records.
    private struct Shelf {
        var poolVersion: UInt64 = .max
        var clientVersion: UInt64 = .max
        var pools: [PoolID: StoredPool] = [:]
        var clients: [String: StoredClient] = [:]
    }

    private static let limit = 1000
    private let storage: any StorageEngine
    private let shelf = Mutex(Shelf())

    init(storage: any StorageEngine) {
        self.storage = storage
    }

    /// A pool by its id, for calls that are not signed; refuses those that do not exist.
    func pool(_ id: String) async throws -> StoredPool {
        let version = storage.version(of: Pools.records.space)
        let id = PoolID(id)
        let known = shelf.withLock { shelf -> StoredPool? in
            if shelf.poolVersion != version || shelf.pools.count > Self.limit { shelf.pools = [:] }
            shelf.poolVersion = version
            return shelf.pools[id]
        }
        if let known { return known }
        guard let pool = try await storage.read({ try Pools.find(id, $0) }) else { throw Refusal.noPool(id.text) }
        shelf.withLock { if $0.poolVersion == version { $0.pools[id] = pool } }
        return pool
    }

    /// A pool of the caller's own account and region; others are not found.
    func pool(_ id: String, in call: Call) async throws -> StoredPool {
        let pool = try await pool(id)
        guard pool.account == call.account, pool.id.region == call.region else { throw Refusal.noPool(id) }
        return pool
    }

    /// A client by its id alone, with its pool, for calls that are not signed.
    func client(_ id: String) async throws -> (StoredClient, StoredPool) {
        let version = storage.version(of: Clients.records.space)
        let known = shelf.withLock { shelf -> StoredClient? in
            if shelf.clientVersion != version || shelf.clients.count > Self.limit { shelf.clients = [:] }
            shelf.clientVersion = version
            return shelf.clients[id]
        }
        if let known { return (known, try await pool(known.pool.text)) }
        guard let client = try await storage.read({ try Clients.find(id, $0) }) else { throw Refusal.noClient(id) }
        shelf.withLock { if $0.clientVersion == version { $0.clients[id] = client } }
        return (client, try await pool(client.pool.text))
    }

    /// A client of a pool that is already known; another pool's is not found.
    func client(_ id: String, of pool: StoredPool) async throws -> StoredClient {
        let (client, owner) = try await client(id)
        guard owner.id == pool.id else { throw Refusal.noClient(id) }
        return client
    }
}
