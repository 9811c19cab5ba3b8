import UserPoolsModel
import Wire

/// What an app client may say of OAuth.
enum OAuthRules {
    /// Scopes that every pool has.
    static let standardScopes: Set = ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"]

    /// Refuses flows, scopes and addresses that do not go together.
    ///
    /// - Parameter scopes: those of the pool's resource servers.
    static func check(_ client: StoredClient, scopes: Set<String>) throws {
        let flows = client.oauthFlows ?? []
        let wanted = client.oauthScopes ?? []
        guard !client.isOAuthEnabled || !(flows.isEmpty || wanted.isEmpty) else {
            throw Refusal.invalid(
                "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth "
                    + "flows.")
        }
        for scope in wanted where !standardScopes.contains(scope) && !scopes.contains(scope) {
            throw UserPoolsError.scopeDoesNotExist("Invalid scope requested: \(scope)")
        }
        if flows.contains("client_credentials") { try checkMachine(client, flows, wanted) }
        let isRedirected = client.isOAuthEnabled && (flows.contains("code") || flows.contains("implicit"))
        guard !isRedirected || client.callbackURLs?.isEmpty == false else {
            throw UserPoolsError.invalidOAuthFlow(
                "CallbackUrls can not be empty when code flow or implicit flow is selected")
        }
        for address in (client.callbackURLs ?? []) + (client.logoutURLs ?? []) { try checkAddress(address) }
        if let home = client.defaultRedirectURI, client.callbackURLs?.contains(home) != true {
            throw Refusal.invalid("The default redirect URI \(home) is not in the callback URIs list.")
        }
    }

    /// Clients without a user bring a secret, have no other flow, and ask nothing about users.
    private static func checkMachine(_ client: StoredClient, _ flows: [String], _ scopes: [String]) throws {
        guard flows.count == 1 else {
            throw UserPoolsError.invalidOAuthFlow(
                "client_credentials flow can not be selected along with code flow or implicit flow.")
        }
        guard !client.secrets.isEmpty else {
            throw UserPoolsError.invalidOAuthFlow(
                "client_credentials flow can not be selected if client does not have a client secret.")
        }
        if let scope = scopes.first(where: standardScopes.contains) {
            throw UserPoolsError.invalidOAuthFlow("\(scope) is not supported with client_credentials flow")
        }
    }

    /// Absolute, without a fragment, and over TLS unless it stays on the machine; apps' own schemes are welcome.
    private static func checkAddress(_ address: String) throws {
        guard let colon = address.firstIndex(of: ":"), colon != address.startIndex else {
            throw Refusal.invalid("\(address) is not an absolute URI.")
        }
        guard !address.contains("#") else {
            throw Refusal.invalid("\(address) cannot include a fragment component.")
        }
        guard address[..<colon].lowercased() == "http" else { return }
        let authority = address[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" }
        let isLocal = ["localhost", "127.0.0.1", "[::1]"].contains { host in
            authority == host || authority.hasPrefix(host + ":")
        }
        guard isLocal else { throw Refusal.invalid("\(address) cannot use the HTTP protocol.") }
    }
}
