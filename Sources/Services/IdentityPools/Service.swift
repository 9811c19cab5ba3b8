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

    /// - Parameters:
    ///   - client: how sessions are opened at STS.
    ///   - tokens: those that STS takes.
    ///   - keyRotationDays: after how many days tokens are signed with a new key.
    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger,
        client: InProcessClient, tokens: PoolTokens, keyRotationDays: Int64 = 90,
        settings: IdentityPoolSettings = IdentityPoolSettings()
    ) {
        self.init(
            store: IdentityPoolStore(storage: storage, vault: vault, random: random, settings: settings),
            clock: clock, logger: logger, client: client, tokens: tokens, keyRotationDays: keyRotationDays)
    }

    /// With a store that was made elsewhere.
    init(
        store: IdentityPoolStore, clock: any Clock, logger: Logger, client: InProcessClient, tokens: PoolTokens,
        keyRotationDays: Int64 = 90
    ) {
        self.store = store
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
        return [
            CreateIdentityPool(store: s),
            DeleteIdentityPool(store: s),
            DescribeIdentityPool(store: s),
            GetIdentityPoolRoles(store: s),
            GetPrincipalTagAttributeMap(store: s),
            ListIdentityPools(store: s),
            ListTagsForResource(store: s),
            SetIdentityPoolRoles(store: s),
            SetPrincipalTagAttributeMap(store: s),
            TagResource(store: s),
            UntagResource(store: s),
            UpdateIdentityPool(store: s),
        ]
    }
}
