import Storage
import UserPoolsModel
import Wire

/// An account at a provider, as `AdminLinkProviderForUser` and `AdminDisableProviderForUser` name it.
enum ProviderAccount: Hashable, Sendable {
    /// A user of the pool's own, by user name.
    case native(String)
    /// An account at another provider, by its id there.
    case external(provider: String, userID: String)

    /// How requests name the pool itself.
    static let native = "Cognito"
    /// By which attribute accounts of social providers are told apart.
    static let subject = "Cognito_Subject"
    private static let social: Set = ["Facebook", "Google", "LoginWithAmazon", "SignInWithApple"]

    /// - Parameter role: `SourceUser`, `DestinationUser` or `User`, for refusals.
    init(_ identifier: ProviderUserIdentifierType, as role: String) throws {
        guard let provider = identifier.providerName, !provider.isEmpty else {
            throw Refusal.invalid("\(role) ProviderName must not be empty.")
        }
        guard let value = identifier.providerAttributeValue, !value.isEmpty else {
            throw Refusal.invalid("\(role) ProviderAttributeValue must not be empty.")
        }
        self = provider == Self.native ? .native(value) : .external(provider: provider, userID: value)
    }

    /// Refuses another attribute than the id where a social provider knows its accounts by nothing else.
    static func checkAttribute(of identifier: ProviderUserIdentifierType, at provider: StoredIdentityProvider) throws {
        guard social.contains(provider.type), identifier.providerAttributeName != subject else { return }
        throw Refusal.invalid("ProviderAttributeName must be \(subject) for \(provider.type).")
    }

    /// The user who signs in so: by the pool's own name, by a linked account, or as one who came from there.
    func user(in pool: StoredPool, _ transaction: any ReadTransaction) throws -> StoredUser? {
        switch self {
        case .native(let name):
            return try UserLookup.find(name, in: pool, transaction)
        case .external(let provider, let userID):
            let alias = LinkedIdentity.alias(provider, userID)
            if let user = try Users.find(alias: alias, in: pool, transaction) { return user }
            return try Users.get(pool.folded("\(provider)_\(userID)"), in: pool, transaction)
        }
    }
}
