import Kernel
import Storage

/// What every operation of Lambda works with: the store, its seals, its page tokens and chance.
struct LambdaStore: Sendable {
    let storage: any StorageEngine
    let vault: Vault
    let random: any RandomSource
    let tokens: PageTokens

    init(storage: any StorageEngine, vault: Vault, random: any RandomSource) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.tokens = PageTokens(vault: vault)
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
}
