import IdentityPoolsModel
import Kernel
import Storage

/// How a pool is described to an administrator: secrets included, as AWS does.
enum PoolAnswer {
    static func describe(_ pool: StoredIdentityPool, vault: Vault) throws -> IdentityPool {
        var logins: [String: String] = [:]
        for (provider, applications) in pool.supportedLogins {
            logins[provider] = try applications.given(for: provider, in: pool.id, vault: vault)
        }
        return IdentityPool(
            identityPoolId: pool.id.text,
            identityPoolName: pool.name,
            allowUnauthenticatedIdentities: pool.allowsGuests,
            allowClassicFlow: pool.allowsClassicFlow,
            supportedLoginProviders: logins.isEmpty ? nil : logins,
            developerProviderName: pool.developerProvider,
            openIdConnectProviderARNs: pool.openIDConnectProviders.isEmpty ? nil : pool.openIDConnectProviders,
            cognitoIdentityProviders: pool.userPools.isEmpty ? nil : pool.userPools.map(describe),
            samlProviderARNs: pool.samlProviders.isEmpty ? nil : pool.samlProviders,
            identityPoolTags: pool.tags)
    }

    private static func describe(_ provider: UserPoolProvider) -> CognitoIdentityProvider {
        CognitoIdentityProvider(
            providerName: provider.name, clientId: provider.client,
            serverSideTokenCheck: provider.checksServerSide ?? false)
    }
}
