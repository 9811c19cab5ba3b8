import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a pool forget an identity provider.
struct DeleteIdentityProvider: Operation {
    typealias Model = UserPoolsModel.DeleteIdentityProvider

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteIdentityProvider", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let removed = try await store.write { transaction in
            try IdentityProviders.records.remove(
                IdentityProviders.key(pool, input.providerName), account: pool.account.digits, in: transaction)
        }
        guard removed != nil else { throw ProviderRules.none(input.providerName) }
        return Output()
    }
}
