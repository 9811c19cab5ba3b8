import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lets an account at another provider sign in as a user who is there already.
///
/// Sources: the API reference of AdminLinkProviderForUser; "Linking federated users to an existing user profile" in
/// the developer guide.
struct AdminLinkProviderForUser: Operation {
    typealias Model = UserPoolsModel.AdminLinkProviderForUser

    /// Linked accounts of one user; source: "Quotas in Amazon Cognito" in the developer guide.
    static let limit = 5

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminLinkProviderForUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let destination = try ProviderAccount(input.destinationUser, as: "DestinationUser")
        let source = try ProviderAccount(input.sourceUser, as: "SourceUser")
        guard case .external(let name, let userID) = source else {
            throw Refusal.invalid(
                "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only "
                    + "as a DestinationUser")
        }
        let time = call.time.milliseconds
        try await store.write { transaction in
            guard let provider = try IdentityProviders.get(name, of: pool, transaction) else {
                throw ProviderRules.none(name)
            }
            try ProviderAccount.checkAttribute(of: input.sourceUser, at: provider)
            guard var user = try destination.user(in: pool, transaction) else { throw Refusal.noUser() }
            if let owner = try source.user(in: pool, transaction) { throw Self.taken(by: owner, for: user, source) }
            guard user.identities.filter({ !$0.isPrimary }).count < Self.limit else {
                throw UserPoolsError.limitExceeded("Exceeded the limit of \(Self.limit) linked identities for a user.")
            }
            user.identities.append(
                LinkedIdentity(
                    providerName: provider.name, providerType: provider.type, userID: userID, isPrimary: false,
                    createdAt: time))
            user.aliases = AliasRules.aliases(of: user, in: pool)
            user.modifiedAt = time
            try AliasRules.replace(user, in: pool, at: time, transaction)
        }
        return Output()
    }

    private static func taken(
        by owner: StoredUser, for user: StoredUser, _ source: ProviderAccount
    ) -> ServiceError {
        if owner.sub == user.sub { return Refusal.invalid("SourceUser is already linked to DestinationUser") }
        return Refusal.invalid(
            "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
    }
}
