import Cryptography
import Kernel
import Storage
import Synchronization
import TokenSigning
import Wire

/// The keys of identity pools' tokens, opened once and kept while nothing of them has changed.
final class PoolKeys: Sendable {
    /// The keys, opened.
    struct Ring: Sendable {
        let stored: StoredPoolKeys
        let keys: [String: TokenKey]
    }

    /// A ring, and the version of the record at which it was read.
    private struct Shelved {
        var version: UInt64
        var ring: Ring
    }

    let storage: any StorageEngine
    private let vault: Vault
    private let random: any RandomSource
    private let make: @Sendable () async -> RSAKeyPair
    private let shelf = Mutex<Shelved?>(nil)

    /// - Parameter make: how a key is made.
    init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource,
        make: @escaping @Sendable () async -> RSAKeyPair = RSAKeyPair.generate
    ) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.make = make
    }

    /// The key that signs.
    func signer(at now: Timestamp) async throws -> TokenKey {
        let ring = try await ring(at: now)
        guard let term = KeyRotation.current(ring.stored.terms, at: now.milliseconds), let key = ring.keys[term.key.id]
        else { preconditionFailure("a ring has at least one key") }
        return key
    }

    /// All keys, which are made when they are first asked for.
    func ring(at now: Timestamp) async throws -> Ring {
        let version = storage.version(of: StoredPoolKeys.records.space)
        if let known = shelf.withLock({ $0 }), known.version == version { return known.ring }
        let found = try await storage.read { try StoredPoolKeys.get($0) }
        let stored = if let found { found } else { try await create(at: now) }
        let before = shelf.withLock { $0?.ring.keys ?? [:] }
        var keys: [String: TokenKey] = [:]
        for term in stored.terms {
            keys[term.key.id] = try before[term.key.id] ?? term.key.opened(by: vault, for: StoredPoolKeys.owner)
        }
        let ring = Ring(stored: stored, keys: keys)
        shelf.withLock { $0 = Shelved(version: version, ring: ring) }
        return ring
    }

    /// Makes the first key, unless somebody else just did.
    private func create(at now: Timestamp) async throws -> StoredPoolKeys {
        let first = StoredPoolKeys(terms: [try await term(activeFrom: now.milliseconds)])
        return try await storage.write { transaction in
            if let existing = try StoredPoolKeys.get(transaction) { return existing }
            try StoredPoolKeys.records.insert(first, in: transaction)
            return first
        }
    }

    /// Makes the next key before the last is old, and drops those that nobody needs; answers whether one was made.
    func renew(_ rotation: KeyRotation, at now: Timestamp) async throws -> Bool {
        let now = now.milliseconds
        guard let ring = try await storage.read({ try StoredPoolKeys.get($0) }) else { return false }
        var next: [StoredPoolKeys.Term] = []
        if let begin = rotation.successor(of: ring.terms, at: now) { next = [try await term(activeFrom: begin)] }
        let renewed = StoredPoolKeys(terms: KeyRotation.kept(ring.terms, at: now) + next)
        guard renewed != ring else { return false }
        try await storage.write { transaction in
            guard try StoredPoolKeys.get(transaction) == ring else { return }
            try StoredPoolKeys.records.replace(renewed, in: transaction)
        }
        return !next.isEmpty
    }

    private func term(activeFrom: Int64) async throws -> StoredPoolKeys.Term {
        StoredPoolKeys.Term(
            key: try StoredTokenKey(sealing: await make(), by: vault, for: StoredPoolKeys.owner, random: random),
            activeFrom: activeFrom)
    }
}
