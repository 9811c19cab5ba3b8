import KMSModel
import Kernel
import Storage
import Wire

/// What every operation of KMS works with: the store, the cipher, tokens, policies as last read, and who decides.
struct KeyStore: Sendable {
    let storage: any StorageEngine
    let random: any RandomSource
    let cipher: KeyCipher
    let tokens: PageTokens
    let grantTokens: GrantTokens
    let policies = PolicyShelf()
    let authorizer: Authorizer

    init(storage: any StorageEngine, vault: Vault, random: any RandomSource, authorizer: Authorizer) {
        self.storage = storage
        self.random = random
        self.authorizer = authorizer
        cipher = KeyCipher(vault: vault, random: random)
        tokens = PageTokens(vault: vault)
        grantTokens = GrantTokens(tokens)
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

    /// The key that a caller names by what never moves, or AWS's refusal; `key(for:in:)` takes aliases too.
    func key(_ text: String, in call: Call) async throws -> StoredKey {
        let name = try KeyName(text, forms: .keysOnly, in: call)
        return try await read { try name.key($0) }
    }

    /// Changes a key in one transaction.
    @discardableResult
    func change(
        _ text: String, in call: Call, _ change: @escaping @Sendable (inout StoredKey) throws -> Void
    ) async throws -> StoredKey {
        let name = try KeyName(text, forms: .keysOnly, in: call)
        return try await write { transaction in
            var key = try name.key(transaction)
            try change(&key)
            try Keys.records.replace(key, in: transaction)
            return key
        }
    }
}
