package import Kernel
package import Wire

/// Facebook's access tokens, about which its Graph API is asked.
package struct FacebookAccessTokens: Sendable {
    private static let graph = "https://graph.facebook.com"

    private let web: any OutgoingHTTP

    package init(web: any OutgoingHTTP) {
        self.web = web
    }

    /// Asks in the person's name, for which the token itself is enough: of an app's token, `/app` is that app.
    package func holder(of token: String) async throws(AccessTokenFault) -> AccessTokenHolder {
        guard token.utf8.count <= ProviderDialog.tokenLimit else { throw .invalid }
        let parameters = [("access_token", token), ("fields", "id")]
        let app = try await ask("app", parameters)
        let user = try await ask("me", parameters)
        guard let app = app["id"]?.identifier, let user = user["id"]?.identifier else { throw .invalid }
        return AccessTokenHolder(user: user, apps: [app])
    }

    /// Asks in the app's own name by `debug_token`, for which Facebook wants the app's secret.
    package func holder(
        of token: String, app: String, secret: String, at time: Timestamp
    ) async throws(AccessTokenFault) -> AccessTokenHolder {
        guard token.utf8.count <= ProviderDialog.tokenLimit else { throw .invalid }
        let answer = try await ask("debug_token", [("access_token", "\(app)|\(secret)"), ("input_token", token)])
        guard let data = answer["data"], data["is_valid"]?.isTrue == true, let user = data["user_id"]?.identifier,
            let owner = data["app_id"]?.identifier
        else { throw .invalid }
        // Zero is for tokens that never expire.
        if let end = data["expires_at"]?.number, end > 0, end < 1e12, time.seconds >= Int64(end) {
            throw .expired(at: Int64(end))
        }
        return AccessTokenHolder(user: user, apps: [owner])
    }

    private func ask(_ path: String, _ parameters: [(String, String)]) async throws(AccessTokenFault) -> Document {
        let query = parameters.map { "\($0.0)=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        let (status, answer) = try await ProviderDialog.ask("\(Self.graph)/\(path)?\(query)", by: web)
        guard status == 200 else {
            // Of all that Facebook says of a token it does not take, 463 is that it has expired.
            if answer["error"]?["error_subcode"] == .integer(463) { throw .expired(at: nil) }
            throw .invalid
        }
        return answer
    }
}
