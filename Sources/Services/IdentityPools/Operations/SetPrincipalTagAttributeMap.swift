import IdentityPoolsModel
import Kernel
import Storage

/// Says which claims of a provider's tokens become session tags: replaces what was said before.
struct SetPrincipalTagAttributeMap: Operation {
    typealias Model = IdentityPoolsModel.SetPrincipalTagAttributeMap

    let store: IdentityPoolStore

    /// AWS knows no resource for this one (Service Authorization Reference).
    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-identity:SetPrincipalTagAttributeMap", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let provider = input.identityProviderName
        let map = PrincipalTagMap(usesDefaults: input.useDefaults ?? false, tags: input.principalTags ?? [:])
        _ = try await store.write { transaction in
            try Pools.change(pool, in: transaction) { pool in
                guard ProviderNames.isTaggable(provider, in: pool) else {
                    throw Refusal.noProvider(provider, in: pool.id)
                }
                pool.principalTags[provider] = map
            }
        }
        return Output(
            identityPoolId: pool.id.text, identityProviderName: provider, useDefaults: map.usesDefaults,
            principalTags: map.tags)
    }
}
