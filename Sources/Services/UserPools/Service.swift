package import Kernel
package import Logging
package import Messages
package import Storage
import UserPoolsModel
package import Wire

/// Cognito user pools: who the users of an app are, how they sign in, and the tokens that say so.
package struct UserPools: Kernel.Service {
    private let store: UserPoolStore
    private let clock: any Clock
    private let logger: Logger
    private let triggers: Triggers

    /// - Parameters:
    ///   - outbox: where codes and invitations are left.
    ///   - client: how triggers' functions are called.
    package init(
        storage: any StorageEngine,
        vault: Vault,
        random: any RandomSource,
        clock: any Clock,
        logger: Logger,
        outbox: Outbox,
        client: InProcessClient
    ) {
        store = UserPoolStore(storage: storage, vault: vault, random: random, outbox: outbox)
        triggers = Triggers(client: client, clock: clock)
        self.clock = clock
        self.logger = logger
    }

    package var descriptor: ServiceDescriptor { UserPoolsModelService.descriptor }

    package var workers: [any Worker] {
        [SweepDeletedPools(store: store, clock: clock, logger: logger)]
    }

    package var sites: [any Site] { [] }

    package var operations: [any Operation] {
        let s = store
        return [
            AddCustomAttributes(store: s),
            AddUserPoolClientSecret(store: s),
            CreateIdentityProvider(store: s),
            CreateResourceServer(store: s),
            CreateUserPool(store: s),
            CreateUserPoolClient(store: s),
            CreateUserPoolDomain(store: s),
            DeleteIdentityProvider(store: s),
            DeleteResourceServer(store: s),
            DeleteUserPool(store: s),
            DeleteUserPoolClient(store: s),
            DeleteUserPoolClientSecret(store: s),
            DeleteUserPoolDomain(store: s),
            DescribeIdentityProvider(store: s),
            DescribeResourceServer(store: s),
            DescribeUserPool(store: s),
            DescribeUserPoolClient(store: s),
            DescribeUserPoolDomain(store: s),
            GetIdentityProviderByIdentifier(store: s),
            GetUserPoolMfaConfig(store: s),
            ListIdentityProviders(store: s),
            ListResourceServers(store: s),
            ListTagsForResource(store: s),
            ListUserPoolClientSecrets(store: s),
            ListUserPoolClients(store: s),
            ListUserPools(store: s),
            SetUserPoolMfaConfig(store: s),
            TagResource(store: s),
            UntagResource(store: s),
            UpdateIdentityProvider(store: s),
            UpdateResourceServer(store: s),
            UpdateUserPool(store: s),
            UpdateUserPoolClient(store: s),
            UpdateUserPoolDomain(store: s),
        ]
    }
}
