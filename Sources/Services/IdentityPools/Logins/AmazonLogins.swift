import Kernel
import OpenIDConnect

/// Login with Amazon: access tokens, for the app that the pool names by its id or its client's.
struct AmazonLogins: LoginProvider {
    static let key = "www.amazon.com"

    let tokens: AmazonAccessTokens

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && pool.supportedLogins[key] != nil
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let ids = pool.supportedLogins[key]?.ids ?? []
        do throws(AccessTokenFault) {
            let holder = try await tokens.holder(of: proof)
            guard let app = holder.apps.first(where: ids.contains) else { throw .wrongApp }
            return VerifiedLogin(
                login: LinkedLogin(provider: Self.key, subject: holder.user),
                claims: OpaqueClaims.document(subject: holder.user, audience: app), methods: [Self.key])
        } catch {
            throw Refusal.login(error, of: "Amazon", at: call.time)
        }
    }
}
