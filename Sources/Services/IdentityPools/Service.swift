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
    private let rotation: KeyRotation

    /// - Parameters:
    ///   - client: how sessions are opened at STS.
    ///   - tokens: those that STS takes.
    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger,
        client: InProcessClient, tokens: PoolTokens, keyRotationDays: Int64 = 90
    ) {
        store = IdentityPoolStore(storage: storage, vault: vault, random: random)
        self.clock = clock
        self.logger = logger
        self.client = client
        self.tokens = tokens
        rotation = KeyRotation(days: keyRotationDays)
    }

    package var descriptor: ServiceDescriptor { IdentityPoolsModelService.descriptor }

    package var workers: [any Worker] {
        [PoolKeyUpkeep(keys: tokens.keys, rotation: rotation, clock: clock, logger: logger)]
    }

    package var sites: [any Site] { [PoolKeySite(keys: tokens.keys)] }

    package var operations: [any Operation] {
        []
    }
}
