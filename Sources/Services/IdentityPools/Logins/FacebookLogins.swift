import Kernel
import OpenIDConnect
import Storage
import Wire

/// Facebook Login: access tokens, about which the Graph API is asked, and Limited Login's signed tokens.
struct FacebookLogins: LoginProvider {
    static let key = "graph.facebook.com"
    /// Source: "OIDC Token for Limited Login" in Facebook's documentation, which has named both hosts.
    private static let issuers = [
        TrustedIssuer(
            names: ["https://www.facebook.com", "https://facebook.com"],
            keys: .keySet("https://www.facebook.com/.well-known/oauth/openid/jwks/")),
        TrustedIssuer(
            names: ["https://limited.facebook.com"],
            keys: .keySet("https://limited.facebook.com/.well-known/oauth/openid/jwks/")),
    ]

    let web: any OutgoingHTTP
    let tokens: IdentityTokens
    let vault: Vault

    /// Whose an access token is, and which app's.
    private struct Holder {
        var user: String
        var app: String
    }

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && pool.supportedLogins[key] != nil
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        guard let apps = pool.supportedLogins[key] else { throw Refusal.unsupportedProvider() }
        // Access tokens have no dots, or are not made of three parts.
        if proof.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 {
            let token = try await tokens.verify(proof, by: Self.issuers, for: apps.ids, at: call.time)
            return Self.login(of: token.subject, claims: token.claims)
        }
        let secret = try apps.openSecret(of: key, in: pool.id, vault: vault)
        let holder =
            if let secret, let app = apps.ids.first {
                try await debugged(proof, by: app, secret, at: call.time)
            } else {
                try await asked(proof)
            }
        guard apps.ids.contains(holder.app) else { throw Refusal.unsupportedProvider() }
        return Self.login(
            of: holder.user, claims: ProviderDialog.claims(subject: holder.user, audience: holder.app))
    }

    private static func login(of user: String, claims: Document) -> VerifiedLogin {
        VerifiedLogin(login: LinkedLogin(provider: key, subject: user), claims: claims, methods: [key])
    }

    /// Asks in the app's own name, for which Facebook wants its secret.
    private func debugged(
        _ token: String, by app: String, _ secret: String, at time: Timestamp
    ) async throws -> Holder {
        let answer = try await ask("debug_token", ["input_token": token, "access_token": "\(app)|\(secret)"])
        guard let data = answer["data"], data["is_valid"]?.isTrue == true, let user = data["user_id"]?.identifier,
            let owner = data["app_id"]?.identifier
        else { throw Self.invalid }
        // Zero is for tokens that never expire.
        if let end = data["expires_at"]?.number, end > 0, time.seconds >= Int64(end) {
            throw Refusal.expiredLogin(at: Int64(end), now: time.seconds)
        }
        return Holder(user: user, app: owner)
    }

    /// Asks in the person's name, for which the token itself is enough: of an app's token, `/app` is that app.
    private func asked(_ token: String) async throws -> Holder {
        let parameters = ["access_token": token, "fields": "id"]
        async let app = ask("app", parameters)
        async let user = ask("me", parameters)
        guard let app = try await app["id"]?.identifier, let user = try await user["id"]?.identifier else {
            throw Self.invalid
        }
        return Holder(user: user, app: app)
    }

    private func ask(_ path: String, _ parameters: [String: String]) async throws -> Document {
        let query = parameters.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
        let (status, answer) = try await ProviderDialog.ask("https://\(Self.key)/\(path)?\(query)", by: web)
        guard status == 200 else {
            // Of all that Facebook says of a token it does not take, 463 is that it has expired.
            throw answer["error"]?["error_subcode"] == .integer(463) ? Self.expired : Self.invalid
        }
        return answer
    }

    private static let invalid = Refusal.invalidLogin("Not a valid Facebook access token.")
    /// AWS's text of tokens whose end it does not know.
    private static let expired = Refusal.invalidLogin("Token is expired.")
}
