import IdentityPoolsModel
import Kernel

/// Which claims of a provider's tokens become session tags.
struct GetPrincipalTagAttributeMap: Operation {
    typealias Model = IdentityPoolsModel.GetPrincipalTagAttributeMap

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = IdentityPoolID(input.identityPoolId)
        return [try await store.permission("cognito-identity:GetPrincipalTagAttributeMap", onPool: pool, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let provider = input.identityProviderName
        guard let map = pool.principalTags[provider] else { throw Refusal.noProvider(provider, in: pool.id) }
        return Output(
            identityPoolId: pool.id.text, identityProviderName: provider, useDefaults: map.usesDefaults,
            principalTags: map.tags)
    }
}
