import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Makes an identity pool in the caller's account and region.
struct CreateIdentityPool: Operation {
    typealias Model = IdentityPoolsModel.CreateIdentityPool

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let tags = TagRules.requestContext(input.identityPoolTags)
        let permission = Permission("cognito-identity:CreateIdentityPool", on: "*", context: tags)
        guard !tags.isEmpty else { return [permission] }
        let pools = "arn:aws:cognito-identity:\(call.region):\(call.account):identitypool/*"
        return [permission, Permission("cognito-identity:TagResource", on: pools, context: tags)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let tags = input.identityPoolTags ?? [:]
        try TagRules.check(tags)
        let id = IdentityPoolID("\(call.region):\(store.random.uuid())")
        let pool = StoredIdentityPool(
            id: id, account: call.account, name: input.identityPoolName, createdAt: call.time.milliseconds,
            allowsGuests: input.allowUnauthenticatedIdentities, allowsClassicFlow: input.allowClassicFlow,
            supportedLogins: try PoolRules.logins(input.supportedLoginProviders, in: id, vault: store.vault),
            developerProvider: try PoolRules.developerProvider(input.developerProviderName, replacing: nil),
            openIDConnectProviders: try PoolRules.openIDConnectProviders(input.openIdConnectProviderARNs),
            samlProviders: try PoolRules.samlProviders(input.samlProviderARNs, in: call.account),
            userPools: try PoolRules.userPools(input.cognitoIdentityProviders), tags: tags)
        let answer = try PoolAnswer.describe(pool, vault: store.vault)
        try await store.write { transaction in
            try PoolRules.checkRoom(in: call, transaction)
            try Pools.records.insert(pool, in: transaction)
        }
        return answer
    }
}
