import KMSModel
package import Kernel
package import Logging
package import Storage
package import Wire

/// AWS Key Management Service: keys that never leave the server, and what is encrypted under them.
package struct KMS: Kernel.Service {
    private let store: KeyStore
    private let upkeep: KeyUpkeep

    /// - Parameter authorizer: by which a new key policy is tried out before it is put.
    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger,
        authorizer: Authorizer
    ) {
        store = KeyStore(storage: storage, vault: vault, random: random, authorizer: authorizer)
        upkeep = KeyUpkeep(store: store, clock: clock, logger: logger)
    }

    package var descriptor: ServiceDescriptor { KMSModelService.descriptor }

    package var operations: [any Operation] {
        [
            CancelKeyDeletion(store: store),
            CreateAlias(store: store),
            CreateGrant(store: store),
            CreateKey(store: store),
            Decrypt(store: store),
            DeleteAlias(store: store),
            DescribeKey(store: store),
            DisableKey(store: store),
            DisableKeyRotation(store: store),
            EnableKey(store: store),
            EnableKeyRotation(store: store),
            Encrypt(store: store),
            GenerateDataKey(store: store),
            GenerateDataKeyWithoutPlaintext(store: store),
            GenerateRandom(store: store),
            GetKeyPolicy(store: store),
            GetKeyRotationStatus(store: store),
            ListAliases(store: store),
            ListGrants(store: store),
            ListKeyPolicies(store: store),
            ListKeyRotations(store: store),
            ListKeys(store: store),
            ListResourceTags(store: store),
            ListRetirableGrants(store: store),
            PutKeyPolicy(store: store),
            ReEncrypt(store: store),
            RetireGrant(store: store),
            RevokeGrant(store: store),
            RotateKeyOnDemand(store: store),
            ScheduleKeyDeletion(store: store),
            TagResource(store: store),
            UntagResource(store: store),
            UpdateAlias(store: store),
            UpdateKeyDescription(store: store),
        ]
    }

    package var workers: [any Worker] { [upkeep] }
}
