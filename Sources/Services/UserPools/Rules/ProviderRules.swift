import Kernel
import Storage
import UserPoolsModel
import Wire

/// What identity providers may be, what AWS adds to them, and how they are described.
///
/// Source: "ProviderDetails" in the API reference of CreateIdentityProvider; AWS's refusals as the rules of
/// badmintoncryer/cdk-preflight quote them.
struct ProviderRules: Sendable {
    /// Providers that a pool may have.
    static let limit = 300

    let vault: Vault

    static func none(_ name: String) -> ServiceError {
        UserPoolsError.resourceNotFound("Identity provider \(name) does not exist.")
    }

    /// Refuses one provider too many.
    static func checkRoom(in pool: StoredPool, _ transaction: any ReadTransaction) throws {
        let count = try IdentityProviders.records.count(
            prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        guard count < limit else {
            throw UserPoolsError.limitExceeded("Exceeded maximum number of identity providers: \(limit)")
        }
    }

    /// What is told in an answer, secrets included.
    func describe(_ provider: StoredIdentityProvider) throws -> IdentityProviderType {
        IdentityProviderType(
            userPoolId: provider.pool.text, providerName: provider.name,
            providerType: IdentityProviderTypeType(rawValue: provider.type),
            providerDetails: try open(provider), attributeMapping: provider.attributeMapping,
            idpIdentifiers: provider.identifiers, lastModifiedDate: Timestamp(milliseconds: provider.modifiedAt),
            creationDate: Timestamp(milliseconds: provider.createdAt))
    }

    /// The details of a provider.
    func open(_ provider: StoredIdentityProvider) throws -> [String: String] {
        let context = StoredIdentityProvider.detailsContext(provider.pool, provider.name)
        return try Dictionary(
            uniqueKeysWithValues: provider.details.map { ($0.key, try vault.openText($0.value, for: context + $0.key)) }
        )
    }

    /// The details as they are kept, each bound to its place.
    func seal(_ details: [String: String], of name: String, in pool: PoolID) throws -> [String: Sealed] {
        let context = StoredIdentityProvider.detailsContext(pool, name)
        return try Dictionary(
            uniqueKeysWithValues: details.map { ($0.key, try vault.seal($0.value, for: context + $0.key)) })
    }

    /// The details of a request, checked, with what AWS adds for the well-known providers.
    static func details(_ details: [String: String], ofType type: String, named name: String) throws -> [String: String]
    {
        let social = ["Facebook", "Google", "LoginWithAmazon", "SignInWithApple"]
        guard !social.contains(type) || name == type else {
            throw Refusal.invalid("Provider \(name) cannot be of type \(type).")
        }
        guard social.contains(type) || !(social + ["COGNITO"]).contains(name) else {
            throw Refusal.invalid("\(name) is a reserved provider name.")
        }
        if let required = required[type], required.keys.contains(where: { details[$0]?.isEmpty ?? true }) {
            throw Refusal.invalid("\(required.names) are all required idp details.")
        }
        if let issuer = details["oidc_issuer"], type == "OIDC", !issuer.hasPrefix("https://") {
            throw Refusal.invalid("OIDC endpoint must start with https://")
        }
        if type == "SAML" {
            guard details["MetadataURL"] != nil || details["MetadataFile"] != nil else {
                throw Refusal.invalid("At least one of the MetadataURL or MetadataFile should be provided.")
            }
            guard details["MetadataURL"] == nil || details["MetadataFile"] == nil else {
                throw Refusal.invalid("Only one of the MetadataURL or MetadataFile should be provided.")
            }
        }
        return details.merging(additions(type, version: details["api_version"])) { given, _ in given }
    }

    /// The mapping of a request; the user's name at the provider becomes the user name where nothing else is said.
    static func mapping(_ mapping: [String: String]?, ofType type: String, in pool: StoredPool) throws -> [String:
        String]
    {
        var mapping = mapping ?? [:]
        let known = Set(pool.schema.map(\.name)).union(["username"])
        for attribute in mapping.keys.sorted() where !known.contains(attribute) {
            throw Refusal.invalid("Invalid attribute mapping: \(attribute) is not an attribute of the user pool.")
        }
        let names = [
            "Facebook": "id", "Google": "sub", "LoginWithAmazon": "user_id", "SignInWithApple": "sub", "OIDC": "sub",
        ]
        if mapping["username"] == nil, let name = names[type] { mapping["username"] = name }
        return mapping
    }

    /// What a kind of provider must say, and how AWS's refusal names it.
    private struct Required {
        var keys: [String]
        var names: String

        static let social = Required(
            keys: ["client_id", "client_secret", "authorize_scopes"],
            names: "clientId, clientSecret and authorizeScopes")
    }

    private static let required: [String: Required] = [
        "Facebook": .social,
        "Google": .social,
        "LoginWithAmazon": .social,
        "SignInWithApple": Required(
            keys: ["client_id", "private_key", "team_id", "key_id"],
            names: "clientId, privateKey, teamId, and keyId"),
        "OIDC": Required(
            keys: ["client_id", "attributes_request_method", "oidc_issuer", "authorize_scopes"],
            names: "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod"),
    ]

    private static func additions(_ type: String, version: String?) -> [String: String] {
        let graph = version ?? "v17.0"
        let additions: [String: [String: String]] = [
            "Facebook": [
                "api_version": graph,
                "attributes_url": "https://graph.facebook.com/\(graph)/me?fields=",
                "attributes_url_add_attributes": "true",
                "authorize_url": "https://www.facebook.com/\(graph)/dialog/oauth",
                "token_request_method": "GET",
                "token_url": "https://graph.facebook.com/\(graph)/oauth/access_token",
            ],
            "Google": [
                "attributes_url": "https://people.googleapis.com/v1/people/me?personFields=",
                "attributes_url_add_attributes": "true",
                "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
                "oidc_issuer": "https://accounts.google.com",
                "token_request_method": "POST",
                "token_url": "https://www.googleapis.com/oauth2/v4/token",
            ],
            "LoginWithAmazon": [
                "attributes_url": "https://api.amazon.com/user/profile",
                "attributes_url_add_attributes": "false",
                "authorize_url": "https://www.amazon.com/ap/oa",
                "token_request_method": "POST",
                "token_url": "https://api.amazon.com/auth/o2/token",
            ],
            "SignInWithApple": [
                "attributes_url_add_attributes": "false",
                "authorize_url": "https://appleid.apple.com/auth/authorize",
                "oidc_issuer": "https://appleid.apple.com",
                "token_request_method": "POST",
                "token_url": "https://appleid.apple.com/auth/token",
            ],
            "OIDC": ["attributes_url_add_attributes": "false"],
        ]
        return additions[type] ?? [:]
    }
}
