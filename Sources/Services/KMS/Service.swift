import KMSModel
package import Kernel
package import Logging
package import Storage
package import Wire

/// AWS Key Management Service: keys that never leave the server, and what is encrypted under them.
package struct KMS: Kernel.Service {
    private let storage: any StorageEngine
    private let vault: Vault
    private let random: any RandomSource
    private let clock: any Clock
    private let logger: Logger

    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger
    ) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.clock = clock
        self.logger = logger
    }

    package var descriptor: ServiceDescriptor { KMSModelService.descriptor }

    package var operations: [any Operation] {
        []
    }
}
