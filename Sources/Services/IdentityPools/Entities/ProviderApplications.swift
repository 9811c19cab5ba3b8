import Kernel
import Storage
import Wire

/// What the developer's apps are at a public provider, whose tokens are taken only if they were made out for one of
/// them.
struct ProviderApplications: Codable, Hashable, Sendable {
    /// Twitter's login key: alone among the providers it is given a secret.
    static let twitter = "api.twitter.com"

    /// As they were given, but for the secret: one id, or several separated by semicolons.
    var text: String
    /// Twitter's consumer secret, whose key `text` is then; sealed for `secretContext`.
    var secret: Sealed?

    /// Takes what `SupportedLoginProviders` says of a provider apart, and seals what is secret of it.
    init(_ given: String, of provider: String, in pool: IdentityPoolID, vault: Vault) throws {
        let parts = given.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard provider == Self.twitter, parts.count == 2 else {
            text = given
            return
        }
        text = String(parts[0])
        secret = try vault.seal(String(parts[1]), for: Self.secretContext(pool, provider))
    }

    /// The apps' ids, each for itself.
    var ids: [String] { text.split(separator: ";").map(String.init) }

    /// Twitter's consumer secret in the clear.
    func openSecret(of provider: String, in pool: IdentityPoolID, vault: Vault) throws -> String? {
        try secret.map { try vault.openText($0, for: Self.secretContext(pool, provider)) }
    }

    /// All as it was given, for administrators.
    func given(for provider: String, in pool: IdentityPoolID, vault: Vault) throws -> String {
        try openSecret(of: provider, in: pool, vault: vault).map { "\(text);\($0)" } ?? text
    }

    static func secretContext(_ pool: IdentityPoolID, _ provider: String) -> String {
        "cognito-identity/login-provider/\(pool)/\(provider)"
    }
}
