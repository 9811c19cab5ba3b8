import Kernel
import Storage

/// What every operation of identity pools works with: the store, its seals, its page tokens, and chance.
struct IdentityPoolStore: Sendable {
    let storage: any StorageEngine
    let vault: Vault
    let random: any RandomSource
    let pages: PageTokens
    let directory: PoolDirectory
    let rates: RateCaps

    init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource,
        settings: IdentityPoolSettings = IdentityPoolSettings()
    ) {
        self.storage = storage
        self.vault = vault
        self.random = random
        pages = PageTokens(vault: vault)
        directory = PoolDirectory(storage: storage)
        rates = RateCaps(named: settings.callRates)
    }

    /// Reads one consistent picture.
    func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await storage.read(body)
    }

    /// Decides and changes in one transaction; the closure may run again.
    func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await storage.write(body)
    }

    /// A pool by its id, whoever owns it: for unsigned calls, which bring no account. From memory where it can be.
    func pool(_ id: IdentityPoolID) async throws -> StoredIdentityPool {
        try await directory.pool(id)
    }

    /// A pool of the caller's own account and region: one of another region is unknown, one of another account closed.
    func pool(_ id: IdentityPoolID, in call: Call) async throws -> StoredIdentityPool {
        let pool = try await pool(id)
        guard pool.id.region == call.region else { throw Refusal.noPool(id) }
        guard pool.account == call.account else { throw Refusal.forbidden(id) }
        return pool
    }
}
