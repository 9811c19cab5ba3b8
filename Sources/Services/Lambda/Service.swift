package import Blobs
package import Kernel
import LambdaModel
package import Logging
package import Storage
package import Wire

/// AWS Lambda: functions, what may use them, and running them.
package struct Lambda: Kernel.Service {
    private let store: LambdaStore
    private let shelf: CodeShelf
    private let roles: any RoleSource
    private let clock: any Clock
    private let engine: InvocationEngine

    /// - Parameters:
    ///   - blobs: for archives of code alone: whatever no function or layer names is swept from it.
    ///   - client: how functions' roles are assumed, their logs written and destinations reached.
    ///   - senders: further kinds of destinations and dead-letter targets that the server has.
    ///   - pollers: readers of the event sources that the server has.
    package init(
        storage: any StorageEngine,
        vault: Vault,
        random: any RandomSource,
        clock: any Clock,
        logger: Logger,
        blobs: any BlobStore,
        runner: any FunctionRunner,
        client: InProcessClient,
        roles: any RoleSource,
        settings: InvocationSettings = InvocationSettings(),
        senders: [any DestinationSender] = [],
        pollers: [any EventSourcePoller] = []
    ) {
        store = LambdaStore(storage: storage, vault: vault, random: random)
        shelf = CodeShelf(store: store, blobs: blobs, runner: runner, logger: logger)
        self.roles = roles
        self.clock = clock
        engine = InvocationEngine(
            store: store, directory: FunctionDirectory(store: store), runner: runner, client: client, roles: roles,
            clock: clock, logger: logger, settings: settings, senders: senders,
            pollers: pollers)
    }

    package var descriptor: ServiceDescriptor { LambdaModelService.descriptor }

    package var workers: [any Worker] {
        engine.workers + [CodeSweeper(store: store, blobs: shelf.blobs, clock: clock, logger: shelf.logger)]
    }

    package var sites: [any Site] {
        // Functions' own hosts come first: there, every path is the function's.
        [FunctionURLSite(engine: engine), CodeDownloads(shelf: shelf, links: CodeLinks(tokens: store.tokens))]
    }

    /// Ends all environments and forgets all code.
    package func reset() async {
        await shelf.runner.retireAll()
        await engine.reset()
        do {
            try await shelf.blobs.removeAll()
        } catch {
            shelf.logger.warning("Archives were not removed.", metadata: ["cause": "\(error)"])
        }
    }

    package var operations: [any Operation] {
        let s = store
        let answers = FunctionAnswers(vault: store.vault)
        let links = CodeLinks(tokens: store.tokens)
        let destinations = engine.destinations
        let provisioning = engine.provisioning
        return [
            AddLayerVersionPermission(store: s),
            AddPermission(store: s),
            CreateAlias(store: s),
            CreateEventSourceMapping(store: s, destinations: destinations),
            CreateFunction(store: s, shelf: shelf, roles: roles, destinations: destinations, answers: answers),
            CreateFunctionUrlConfig(store: s),
            DeleteAlias(store: s),
            DeleteEventSourceMapping(store: s),
            DeleteFunction(store: s, shelf: shelf),
            DeleteFunctionConcurrency(store: s),
            DeleteFunctionEventInvokeConfig(store: s),
            DeleteFunctionUrlConfig(store: s),
            DeleteLayerVersion(store: s, shelf: shelf),
            DeleteProvisionedConcurrencyConfig(store: s, provisioning: provisioning),
            GetAccountSettings(store: s, concurrency: engine.settings.accountConcurrency),
            GetAlias(store: s),
            GetEventSourceMapping(store: s),
            GetFunction(store: s, links: links, answers: answers),
            GetFunctionCodeSigningConfig(store: s),
            GetFunctionConcurrency(store: s),
            GetFunctionConfiguration(store: s, answers: answers),
            GetFunctionEventInvokeConfig(store: s),
            GetFunctionRecursionConfig(store: s),
            GetFunctionUrlConfig(store: s),
            GetLayerVersion(store: s, links: links),
            GetLayerVersionByArn(store: s, links: links),
            GetLayerVersionPolicy(store: s),
            GetPolicy(store: s),
            GetProvisionedConcurrencyConfig(store: s, provisioning: provisioning),
            GetRuntimeManagementConfig(store: s),
            Invoke(engine: engine),
            InvokeAsync(engine: engine),
            InvokeWithResponseStream(engine: engine),
            ListAliases(store: s),
            ListEventSourceMappings(store: s),
            ListFunctionEventInvokeConfigs(store: s),
            ListFunctionUrlConfigs(store: s),
            ListFunctions(store: s, answers: answers),
            ListLayerVersions(store: s),
            ListLayers(store: s),
            ListProvisionedConcurrencyConfigs(store: s, provisioning: provisioning),
            ListTags(store: s),
            ListVersionsByFunction(store: s, answers: answers),
            PublishLayerVersion(store: s, shelf: shelf, links: links),
            PublishVersion(store: s, answers: answers),
            PutFunctionConcurrency(store: s, settings: engine.settings),
            PutFunctionEventInvokeConfig(store: s, destinations: destinations),
            PutFunctionRecursionConfig(store: s),
            PutProvisionedConcurrencyConfig(store: s, provisioning: provisioning, settings: engine.settings),
            PutRuntimeManagementConfig(store: s),
            RemoveLayerVersionPermission(store: s),
            RemovePermission(store: s),
            TagResource(store: s),
            UntagResource(store: s),
            UpdateAlias(store: s),
            UpdateEventSourceMapping(store: s, destinations: destinations),
            UpdateFunctionCode(store: s, shelf: shelf, answers: answers),
            UpdateFunctionConfiguration(
                store: s, shelf: shelf, roles: roles, destinations: destinations, answers: answers),
            UpdateFunctionEventInvokeConfig(store: s, destinations: destinations),
            UpdateFunctionUrlConfig(store: s),
        ]
    }
}
