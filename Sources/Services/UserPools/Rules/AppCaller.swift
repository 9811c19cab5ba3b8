import Kernel
import Storage
import UserPoolsModel
import Wire

/// An app that calls without a signature or token: its client, the client's pool, and the call in the pool's account.
struct AppCaller: Sendable {
    let client: StoredClient
    let pool: StoredPool
    let call: Call

    /// Finds the client, holds it to its rate, and checks the proof of its secret.
    init(
        clientID: String, secretHash: String?, name: String, category: RateCaps.Category, store: UserPoolStore,
        call: Call
    ) async throws {
        let (client, pool) = try await store.directory.client(clientID)
        try store.rates.check(category, pool: pool.id, client: client.id, at: call.time.milliseconds)
        try ClientSecret.check(secretHash, name: name, client: client, vault: store.vault, occasion: .account)
        self.client = client
        self.pool = pool
        self.call = pool.call(call)
    }

    /// What triggers are told of a user.
    func context(of user: StoredUser, clientMetadata: [String: String]?) -> TriggerContext {
        TriggerContext(
            pool: pool, clientID: client.id, userName: user.username,
            userAttributes: AttributeRules.forTriggers(user), clientMetadata: clientMetadata ?? [:], call: call,
            hidesUsers: client.hidesUsers)
    }
}

extension UserPoolStore {
    var codes: VerificationCodes { VerificationCodes(vault: vault, random: random) }

    /// Finds the user that somebody means by a name.
    func user(named name: String, in pool: StoredPool) async throws -> StoredUser? {
        try await read { try UserLookup.find(name, in: pool, $0) }
    }
}
