import Kernel
import Storage

/// What the developer's apps are at a public provider, whose tokens are taken only if they were made out for one of
/// them.
struct ProviderApplications: Codable, Hashable, Sendable {
    static let facebook = "graph.facebook.com"
    static let twitter = "api.twitter.com"

    /// As they were given, but for the secret: one id, or several separated by semicolons.
    var text: String
    /// Twitter's consumer secret, whose key `text` is then, or Facebook's app secret; sealed for `secretContext`.
    var secret: Sealed?

    /// Takes what `SupportedLoginProviders` says of a provider apart, and seals what is secret of it.
    init(_ given: String, of provider: String, in pool: IdentityPoolID, vault: Vault) throws {
        guard let (ids, secret) = Self.split(given, of: provider) else {
            text = given
            return
        }
        text = ids
        self.secret = try vault.seal(secret, for: Self.secretContext(pool, provider))
    }

    /// The apps' ids, each for itself.
    var ids: [String] { text.split(separator: ";").map(String.init) }

    /// The secret in the clear, where there is one.
    func openSecret(of provider: String, in pool: IdentityPoolID, vault: Vault) throws -> String? {
        try secret.map { try vault.openText($0, for: Self.secretContext(pool, provider)) }
    }

    /// All as it was given, for administrators.
    func given(for provider: String, in pool: IdentityPoolID, vault: Vault) throws -> String {
        try openSecret(of: provider, in: pool, vault: vault).map { "\(text);\($0)" } ?? text
    }

    /// Id and secret, where a secret was given: always for Twitter, and for Facebook where 32 hexadecimal digits, as
    /// its app secrets are, follow the app's id.
    static func split(_ given: String, of provider: String) -> (ids: String, secret: String)? {
        let parts = given.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let isSecret =
            switch provider {
            case twitter: true
            case facebook: parts[1].utf8.count == 32 && parts[1].allSatisfy { $0.isASCII && $0.isHexDigit }
            default: false
            }
        return isSecret ? (parts[0], parts[1]) : nil
    }

    private static func secretContext(_ pool: IdentityPoolID, _ provider: String) -> String {
        "cognito-identity/login-provider/\(pool)/\(provider)"
    }
}
