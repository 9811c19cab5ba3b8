import Kernel
import Messages
import Storage
import TokenSigning

/// What every operation of user pools works with: the store, its seals, its page tokens, chance, the outbox, the
/// directory of pools and the keys of tokens.
struct UserPoolStore: Sendable {
    let storage: any StorageEngine
    let vault: Vault
    let random: any RandomSource
    let outbox: Outbox
    let tokens: PageTokens
    let directory: PoolDirectory
    let keys: SigningKeys
    let issuers: IssuerName
    let rates: RateCaps
    let attempts = AttemptCaps()
    let shadow: Shadow
    let verifiedTokens = VerifiedTokens()

    init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, outbox: Outbox,
        settings: UserPoolSettings = UserPoolSettings(), spares: SpareKeys = SpareKeys()
    ) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.outbox = outbox
        self.tokens = PageTokens(vault: vault)
        self.directory = PoolDirectory(storage: storage)
        self.shadow = Shadow(vault: vault)
        self.rates = RateCaps(named: settings.callRates)
        self.keys = SigningKeys(storage: storage, vault: vault, random: random, spares: spares)
        self.issuers = IssuerName(setting: settings.tokenIssuer)
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
