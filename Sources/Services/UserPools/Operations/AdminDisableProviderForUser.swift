import Kernel
import Storage
import UserPoolsModel
import Wire

/// Ends a way to sign in: an account's link with a user, or, for the pool's own users, their password.
///
/// Source: the API reference of AdminDisableProviderForUser.
struct AdminDisableProviderForUser: Operation {
    typealias Model = UserPoolsModel.AdminDisableProviderForUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminDisableProviderForUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let account = try ProviderAccount(input.user, as: "User")
        let time = call.time.milliseconds
        try await store.write { transaction in
            guard var user = try account.user(in: pool, transaction) else { throw Refusal.noUser() }
            switch account {
            case .native:
                user.status = .externalProvider
                try Passwords.records.remove(
                    Passwords.key(pool.id, user.sub), account: pool.account.digits, in: transaction)
                try Codes.remove(.forgotPassword, of: user, transaction)
            case .external(let name, let userID):
                guard let provider = try IdentityProviders.get(name, of: pool, transaction) else {
                    throw ProviderRules.none(name)
                }
                try ProviderAccount.checkAttribute(of: input.user, at: provider)
                guard user.identities.contains(where: { $0.alias == LinkedIdentity.alias(name, userID) }) else {
                    throw Refusal.noUser()
                }
                user.identities.removeAll { $0.alias == LinkedIdentity.alias(name, userID) }
            }
            user.aliases = AliasRules.aliases(of: user, in: pool)
            user.modifiedAt = time
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
