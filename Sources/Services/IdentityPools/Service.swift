import IdentityPoolsModel
package import Kernel
package import Logging
package import Storage
import TokenSigning
package import Wire

/// Cognito identity pools: any login becomes an identity with narrow, temporary credentials.
package struct IdentityPools: Kernel.Service {
    private let store: IdentityPoolStore
    private let client: InProcessClient
    private let clock: any Clock
    private let logger: Logger
    private let tokens: PoolTokens
    private let keyRotation: KeyRotation
    private let logins: LoginVerifier

    /// - Parameters:
    ///   - client: how sessions are opened at STS.
    ///   - tokens: those that STS takes.
    ///   - logins: what logins are verified with.
    ///   - keyRotationDays: after how many days tokens are signed with a new key.
    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger,
        client: InProcessClient, tokens: PoolTokens, logins: LoginSources, keyRotationDays: Int64 = 90,
        settings: IdentityPoolSettings = IdentityPoolSettings()
    ) {
        let store = IdentityPoolStore(storage: storage, vault: vault, random: random, settings: settings)
        self.init(
            store: store, clock: clock, logger: logger, client: client, tokens: tokens,
            logins: LoginVerifier(logins, store: store), keyRotationDays: keyRotationDays)
    }

    /// With a store that was made elsewhere.
    init(
        store: IdentityPoolStore, clock: any Clock, logger: Logger, client: InProcessClient, tokens: PoolTokens,
        logins: LoginVerifier, keyRotationDays: Int64 = 90
    ) {
        self.store = store
        self.logins = LoginVerifier(providers: logins.providers + [PoolTokenLogins(tokens: tokens, store: store)])
        self.clock = clock
        self.logger = logger
        self.client = client
        self.tokens = tokens
        keyRotation = KeyRotation(days: keyRotationDays)
    }

    package var descriptor: ServiceDescriptor { IdentityPoolsModelService.descriptor }

    package var workers: [any Worker] {
        [
            PoolKeyUpkeep(keys: tokens.keys, rotation: keyRotation, clock: clock, logger: logger),
            SweepDeletedPools(store: store, clock: clock, logger: logger),
        ]
    }

    package var sites: [any Site] { [PoolKeySite(keys: tokens.keys)] }

    package var operations: [any Operation] {
        let s = store
        let proof = IdentityProof(logins: logins, linking: Linking(store: s))
        return [
            CreateIdentityPool(store: s),
            DeleteIdentities(store: s),
            DeleteIdentityPool(store: s),
            DescribeIdentity(store: s),
            DescribeIdentityPool(store: s),
            GetCredentialsForIdentity(
                proof: proof, sessions: IdentitySessions(client: client, tokens: tokens)),
            GetId(store: s, logins: logins),
            GetIdentityPoolRoles(store: s),
            GetOpenIdToken(proof: proof, tokens: tokens),
            GetOpenIdTokenForDeveloperIdentity(store: s, logins: logins, tokens: tokens),
            GetPrincipalTagAttributeMap(store: s),
            ListIdentities(store: s),
            ListIdentityPools(store: s),
            ListTagsForResource(store: s),
            LookupDeveloperIdentity(store: s),
            MergeDeveloperIdentities(store: s),
            SetIdentityPoolRoles(store: s),
            SetPrincipalTagAttributeMap(store: s),
            TagResource(store: s),
            UnlinkDeveloperIdentity(store: s),
            UnlinkIdentity(store: s, logins: logins),
            UntagResource(store: s),
            UpdateIdentityPool(store: s),
        ]
    }

    package func reset() async {
        store.rates.reset()
    }
}
