import Kernel
import UserPoolsModel
import Wire

/// A user who calls with an access token, in the pool's account.
struct TokenCaller: Sendable {
    let user: StoredUser
    let pool: StoredPool
    let client: StoredClient
    let call: Call

    /// Checks the token, then holds the client to its rate.
    init(
        _ token: String, category: RateCaps.Category, _ tokens: AccessTokens, _ store: UserPoolStore, _ call: Call
    ) async throws {
        let holder = try await tokens.holder(of: token, in: call)
        try store.rates.check(
            category, pool: holder.pool.id, client: holder.client.id, at: call.time.milliseconds)
        user = holder.user
        pool = holder.pool
        client = holder.client
        self.call = holder.pool.call(call)
    }
}
