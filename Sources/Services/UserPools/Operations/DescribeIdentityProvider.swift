import Kernel
import UserPoolsModel

/// Describes an identity provider of a pool.
struct DescribeIdentityProvider: Operation {
    typealias Model = UserPoolsModel.DescribeIdentityProvider

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DescribeIdentityProvider", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let found = try await store.read { try IdentityProviders.get(input.providerName, of: pool, $0) }
        guard let provider = found else { throw ProviderRules.none(input.providerName) }
        return Output(identityProvider: try ProviderRules(vault: store.vault).describe(provider))
    }
}
