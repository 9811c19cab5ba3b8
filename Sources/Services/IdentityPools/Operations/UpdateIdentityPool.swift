import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Gives a pool new settings; what the request leaves out falls back to AWS's default.
///
/// The developer's provider stays, for it never changes; and so do tags, as Terraform's provider relies on.
struct UpdateIdentityPool: Operation {
    typealias Model = IdentityPoolsModel.UpdateIdentityPool

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = IdentityPoolID(input.identityPoolId)
        var permissions = [try await store.permission("cognito-identity:UpdateIdentityPool", onPool: id, in: call)]
        guard let wanted = input.identityPoolTags, let pool = try await store.known(id, in: call) else {
            return permissions
        }
        let added = wanted.filter { pool.tags[$0.key] != $0.value }
        if !added.isEmpty {
            let context = TagRules.requestContext(added)
            permissions.append(
                try await store.permission("cognito-identity:TagResource", onPool: id, in: call, context: context))
        }
        let removed = pool.tags.keys.filter { wanted[$0] == nil }.sorted()
        if !removed.isEmpty {
            let context = ["aws:TagKeys": removed]
            permissions.append(
                try await store.permission("cognito-identity:UntagResource", onPool: id, in: call, context: context))
        }
        return permissions
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        if let tags = input.identityPoolTags { try TagRules.check(tags) }
        let logins = try PoolRules.logins(input.supportedLoginProviders, in: pool.id, vault: store.vault)
        let openIDConnect = try PoolRules.openIDConnectProviders(input.openIdConnectProviderARNs)
        let saml = try PoolRules.samlProviders(input.samlProviderARNs, in: call.account)
        let userPools = try PoolRules.userPools(input.cognitoIdentityProviders)
        let changed = try await store.write { transaction in
            try Pools.change(pool, in: transaction) { pool in
                pool.developerProvider = try PoolRules.developerProvider(
                    input.developerProviderName, replacing: pool.developerProvider)
                pool.name = input.identityPoolName
                pool.allowsGuests = input.allowUnauthenticatedIdentities
                pool.allowsClassicFlow = input.allowClassicFlow
                pool.supportedLogins = logins
                pool.openIDConnectProviders = openIDConnect
                pool.samlProviders = saml
                pool.userPools = userPools
                pool.tags = input.identityPoolTags ?? pool.tags
            }
        }
        return try PoolAnswer.describe(changed, vault: store.vault)
    }
}
