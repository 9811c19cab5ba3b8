import IdentityPoolsModel
package import Kernel
package import Logging
package import Storage
package import Wire

/// Cognito identity pools: any login becomes an identity with narrow, temporary credentials.
package struct IdentityPools: Kernel.Service {
    private let store: IdentityPoolStore
    private let client: InProcessClient
    private let clock: any Clock
    private let logger: Logger

    /// - Parameter client: how sessions are opened at STS.
    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger,
        client: InProcessClient
    ) {
        self.init(
            store: IdentityPoolStore(storage: storage, vault: vault, random: random), clock: clock, logger: logger,
            client: client)
    }

    /// With a store that was made elsewhere.
    init(store: IdentityPoolStore, clock: any Clock, logger: Logger, client: InProcessClient) {
        self.store = store
        self.clock = clock
        self.logger = logger
        self.client = client
    }

    package var descriptor: ServiceDescriptor { IdentityPoolsModelService.descriptor }

    package var workers: [any Worker] {
        [SweepDeletedPools(store: store, clock: clock, logger: logger)]
    }

    package var operations: [any Operation] {
        []
    }
}
