package import Kernel
package import Storage
internal import Synchronization
internal import Wire

/// All accounts at hand: asked with every request, and read from the store only after an account has changed.
package final class AccountBook: AccountDirectory {
    /// The accounts as of one version of the store.
    struct Edition: Sendable {
        var version: UInt64
        /// When each was made, in milliseconds since 1970.
        var accounts: [AccountID: Int64]
        var defaultAccount: AccountID?
        var credentials: [String: Credential]
    }

    private let storage: any StorageEngine
    private let vault: Vault
    private let edition = Mutex<Edition?>(nil)

    package init(storage: any StorageEngine, vault: Vault) {
        self.storage = storage
        self.vault = vault
    }

    package func creation(of account: AccountID) async throws -> Int64? {
        try await current().accounts[account]
    }

    /// The edition that is valid now.
    func current() async throws -> Edition {
        // Read before the accounts: a change in between makes the edition stale, never wrong for longer.
        let version = storage.version(of: AccountRecords.records.space)
        if let edition = edition.withLock({ $0 }), edition.version == version { return edition }
        let accounts = try await storage.read { try AccountRecords.all(in: $0) }
        let opener = RootKeyMaker(vault: vault, random: SystemRandomSource())
        var credentials: [String: Credential] = [:]
        for account in accounts {
            let key = try opener.open(account)
            credentials[key.accessKeyID] = Credential(
                accessKeyID: key.accessKeyID, secretKey: key.secretKey, principal: .root(account: account.id))
        }
        let fresh = Edition(
            version: version,
            accounts: Dictionary(accounts.map { ($0.id, $0.createdAt) }) { first, _ in first },
            defaultAccount: accounts.first(where: \.isDefault)?.id,
            credentials: credentials
        )
        edition.withLock { $0 = fresh }
        return fresh
    }
}
