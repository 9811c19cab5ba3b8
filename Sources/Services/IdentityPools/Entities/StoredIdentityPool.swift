import Kernel

/// An identity pool: whose logins it takes, and which roles its identities get.
struct StoredIdentityPool: Codable, Hashable, Sendable {
    let id: IdentityPoolID
    let account: AccountID
    var name: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    /// Whether identities without a login exist.
    var allowsGuests: Bool
    /// The basic flow: tokens for `AssumeRoleWithWebIdentity`.
    var allowsClassicFlow: Bool?
    /// By login key: `graph.facebook.com`, `accounts.google.com`, `appleid.apple.com`, `www.amazon.com`,
    /// `api.twitter.com`.
    var supportedLogins: [String: ProviderApplications]
    /// The login key under which the developer's own back end vouches for people; never changes once it is set.
    var developerProvider: String?
    var openIDConnectProviders: [String]
    var samlProviders: [String]
    var userPools: [UserPoolProvider]
    var roles = PoolRoles()
    /// By login key.
    var roleMappings: [String: StoredRoleMapping] = [:]
    /// By login key.
    var principalTags: [String: PrincipalTagMap] = [:]
    var tags: [String: String]
    /// Set once `DeleteIdentityPool` was accepted: the pool is found no more, and its identities are being swept.
    var isDeleted = false

    var arn: String { id.arn(account: account) }
}

/// A user pool whose users are let in, for one of its app clients.
struct UserPoolProvider: Codable, Hashable, Sendable {
    /// The login key: `cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1`, or with this server's own host.
    var name: String?
    var client: String?
    /// Whether each token's user is looked up: deleted, disabled and signed-out ones are refused then.
    var checksServerSide: Bool?
}

/// The roles of identities that nothing more particular is said of, as ARNs.
struct PoolRoles: Codable, Hashable, Sendable {
    var authenticated: String?
    var unauthenticated: String?
}

/// How one provider's users get their role.
struct StoredRoleMapping: Codable, Hashable, Sendable {
    enum Kind: String, Codable, Sendable {
        case token = "Token"
        case rules = "Rules"
    }

    /// What happens where no rule matches, or the token's roles leave the choice open.
    enum Ambiguity: String, Codable, Sendable {
        case authenticatedRole = "AuthenticatedRole"
        case deny = "Deny"
    }

    /// One rule; the first that matches decides.
    struct Rule: Codable, Hashable, Sendable {
        var claim: String
        /// `Equals`, `Contains`, `StartsWith` or `NotEqual`.
        var match: String
        var value: String
        var role: String
    }

    var kind: Kind
    var ambiguity: Ambiguity?
    var rules: [Rule] = []
}

/// Which of a token's claims become session tags.
struct PrincipalTagMap: Codable, Hashable, Sendable {
    /// Source: "Using attributes for access control" in the developer guide.
    static let defaults = ["username": "sub", "client": "aud"]

    var usesDefaults: Bool
    /// Claims, by tag.
    var tags: [String: String]

    /// Claims by tag, the defaults among them where they are used.
    var claims: [String: String] {
        usesDefaults ? Self.defaults.merging(tags) { _, given in given } : tags
    }
}
