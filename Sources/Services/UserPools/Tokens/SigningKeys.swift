import Cryptography
import Kernel
import Storage
import Synchronization
import TokenSigning
import Wire

/// The keys of every pool, opened once and kept while nothing of them has changed.
final class SigningKeys: Sendable {
    /// A pool's keys, opened.
    struct Ring: Sendable {
        let stored: StoredKeyRing
        let keys: [String: TokenKey]

        /// The key that signs id tokens.
        func idKey(at now: Timestamp) -> TokenKey? { current(now).flatMap { keys[$0.id.id] } }

        /// The key that signs access tokens.
        func accessKey(at now: Timestamp) -> TokenKey? { current(now).flatMap { keys[$0.access.id] } }

        private func current(_ now: Timestamp) -> StoredKeyRing.Pair? {
            KeyRotation.current(stored.pairs, at: now.milliseconds)
        }
    }

    /// A ring, and the version of the records at which it was read.
    private struct Shelved {
        var version: UInt64
        var ring: Ring
    }

    private static let limit = 1000
    private let storage: any StorageEngine
    private let vault: Vault
    private let random: any RandomSource
    private let shelf = Mutex<[PoolID: Shelved]>([:])
    let spares: SpareKeys

    init(storage: any StorageEngine, vault: Vault, random: any RandomSource, spares: SpareKeys = SpareKeys()) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.spares = spares
    }

    /// A pool's keys, which are made when they are first asked for.
    func ring(of pool: StoredPool, at now: Timestamp) async throws -> Ring {
        let version = storage.version(of: KeyRings.records.space)
        if let known = shelf.withLock({ $0[pool.id] }), known.version == version { return known.ring }
        let (id, account) = (pool.id, pool.account)
        let found = try await storage.read { try KeyRings.get(id, account: account, $0) }
        let stored = if let found { found } else { try await create(for: pool, at: now) }
        return try open(stored, version: version)
    }

    /// Makes a pool's first keys, unless somebody else just did.
    private func create(for pool: StoredPool, at now: Timestamp) async throws -> StoredKeyRing {
        let pair = try await pair(activeFrom: now.milliseconds)
        let (id, account) = (pool.id, pool.account)
        return try await storage.write { transaction in
            if let existing = try KeyRings.get(id, account: account, transaction) { return existing }
            let ring = StoredKeyRing(pool: id, account: account, pairs: [pair])
            try KeyRings.records.insert(ring, in: transaction)
            return ring
        }
    }

    /// Two new keys, sealed.
    func pair(activeFrom: Int64) async throws -> StoredKeyRing.Pair {
        StoredKeyRing.Pair(
            id: try seal(await spares.take()), access: try seal(await spares.take()), activeFrom: activeFrom)
    }

    private func seal(_ key: RSAKeyPair) throws -> StoredTokenKey {
        try StoredTokenKey(sealing: key, by: vault, for: StoredKeyRing.owner, random: random)
    }

    private func open(_ stored: StoredKeyRing, version: UInt64) throws -> Ring {
        // The records' version also counts other pools' keys: what did not change is not parsed again.
        let before = shelf.withLock { $0[stored.pool]?.ring.keys ?? [:] }
        var keys: [String: TokenKey] = [:]
        for key in stored.pairs.flatMap({ [$0.id, $0.access] }) {
            keys[key.id] = try before[key.id] ?? key.opened(by: vault, for: StoredKeyRing.owner)
        }
        let ring = Ring(stored: stored, keys: keys)
        shelf.withLock { shelf in
            if shelf.count >= Self.limit { shelf = [:] }
            shelf[stored.pool] = Shelved(version: version, ring: ring)
        }
        return ring
    }
}
