import Kernel

/// By which names a pool's providers go in its role mappings and principal tags.
///
/// Login keys name them otherwise: a user pool may come under AWS's host name or this server's own, and stands in role
/// mappings with its app client; OpenID Connect providers log in by their URL and are mapped by their ARN.
/// Source: `SetIdentityPoolRoles` in the API reference, and the acceptance tests of Terraform's AWS provider.
enum ProviderNames {
    /// The public providers that are served; Digits was switched off by its maker.
    static let publicProviders: Set = [
        ProviderApplications.facebook, "accounts.google.com", "appleid.apple.com", "www.amazon.com",
        ProviderApplications.twitter,
    ]

    /// The login key of the pools' own tokens.
    static let own = "cognito-identity.amazonaws.com"

    private static let openIDConnect = "oidc-provider/"

    /// Whether a role mapping may stand under this name.
    static func isMappable(_ name: String, in pool: StoredIdentityPool) -> Bool {
        if isPlain(name, in: pool) { return true }
        return pool.userPools.contains { provider in
            provider.name.flatMap { name in provider.client.map { "\(name):\($0)" } } == name
        }
    }

    /// Whether principal tags may stand under this name.
    static func isTaggable(_ name: String, in pool: StoredIdentityPool) -> Bool {
        isPlain(name, in: pool) || pool.userPools.contains { $0.name == name }
    }

    /// An OpenID Connect provider's URL without its scheme, which is its login key, from its ARN.
    static func url(ofProvider arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5].hasPrefix(openIDConnect) else { return nil }
        return String(parts[5].dropFirst(openIDConnect.count))
    }

    /// The id of a user pool, from its login key under any host: what stands behind the slash.
    static func userPool(_ name: String) -> Substring? {
        guard let slash = name.firstIndex(of: "/") else { return nil }
        let id = name[name.index(after: slash)...]
        return id.contains("_") && !id.contains("/") ? id : nil
    }

    private static func isPlain(_ name: String, in pool: StoredIdentityPool) -> Bool {
        pool.supportedLogins[name] != nil || pool.samlProviders.contains(name)
            || pool.openIDConnectProviders.contains { $0 == name || url(ofProvider: $0) == name }
    }
}

extension StoredIdentityPool {
    /// How users of a provider get their role, if by more than the pool's own roles.
    ///
    /// - Parameters:
    ///   - key: the login key under which they came.
    ///   - client: the app client that a user pool's token is for.
    func roleMapping(for key: String, client: String? = nil) -> StoredRoleMapping? {
        entry(for: key, client: client, in: roleMappings)
    }

    /// The claims that become session tags, by tag; none where nothing was said for the provider.
    func principalTags(for key: String, client: String? = nil) -> [String: String] {
        entry(for: key, client: client, in: principalTags)?.claims ?? [:]
    }

    private func entry<Value>(for key: String, client: String?, in entries: [String: Value]) -> Value? {
        if let exact = entries[key] { return exact }
        let arn = openIDConnectProviders.first { ProviderNames.url(ofProvider: $0) == key }
        if let arn, let entry = entries[arn] { return entry }
        guard let id = ProviderNames.userPool(key) else { return nil }
        let names = userPools.compactMap(\.name).filter { ProviderNames.userPool($0) == id }
        for name in names {
            if let client, let entry = entries["\(name):\(client)"] { return entry }
            if let entry = entries[name] { return entry }
        }
        return nil
    }
}
