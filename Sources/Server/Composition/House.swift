internal import Foundation
internal import FunctionRuntime
internal import Gateway
internal import Kernel
internal import Logging
internal import Messages
internal import ServiceIAM
internal import ServiceIdentityPools
internal import ServiceKMS
internal import ServiceLambda
internal import ServiceLogs
internal import ServiceMartlet
internal import ServiceUserPools
internal import Storage
internal import Wire

/// All services on one store, joined by the pipeline: the only place that knows every room.
struct House: Sendable {
    let store: Store
    let workforce: Workforce
    private let workshop: Workshop
    private let post: Post
    private let services: [any Kernel.Service]
    private let settings: ServerSettings
    /// Never changes while the server runs; a reset makes the same again.
    private let account: DefaultAccount
    private let pipeline: Pipeline
    private let metrics = Metrics()

    init(settings: ServerSettings, logger: Logger) async throws {
        self.settings = settings
        store = try Store.open(settings)
        let random = SystemRandomSource()
        let clock = SystemClock()
        account = try await Self.bootstrap(settings, store, random, clock)

        post = try await Self.post(settings, store)
        workshop = try await Self.workshop(settings, store, clock, random, logger)
        let identity = IdentityPlane(settings, store, outbox: post.outbox, random: random)
        let lambda = Lambda(
            storage: store.engine, vault: store.vault, random: random, clock: clock, logger: logger,
            blobs: workshop.blobs, runner: workshop.runner, client: identity.client, roles: identity.iam.roles)
        let logs = Logs(storage: store.engine, vault: store.vault, random: random, clock: clock, logger: logger)
        let userPools = UserPools(
            storage: store.engine, vault: store.vault, random: random, clock: clock, logger: logger,
            outbox: post.outbox, client: identity.client, settings: settings.userPools)
        let identityPools = IdentityPools(
            storage: store.engine, vault: store.vault, random: random, clock: clock, logger: logger,
            client: identity.client, tokens: identity.poolTokens,
            logins: identity.loginSources(userPools: userPools.idTokens),
            keyRotationDays: settings.userPools.keyRotationDays, settings: settings.identityPools)
        let keys = KMS(
            storage: store.engine, vault: store.vault, random: random, clock: clock, logger: logger,
            authorizer: identity.authorizer)
        services = identity.services + [identityPools, keys, lambda, logs, userPools]
        identity.client.install(services)
        let defaultAccount = account.id
        pipeline = Pipeline(
            limits: Limits(
                concurrentRequests: settings.concurrentRequests, requestsPerSecond: settings.requestsPerSecond),
            parts: .init(
                services: services,
                credentials: identity.credentials,
                accounts: identity.accounts,
                policies: identity.iam.policies,
                authorizer: identity.authorizer,
                keyObserver: identity.iam.keyObserver,
                defaultRegion: settings.region,
                defaultAccount: { defaultAccount },
                clock: clock,
                random: random,
                logger: logger,
                log: JSONRequestLog(level: logger.logLevel),
                metrics: metrics
            )
        )
        let deliveries = post.outbox.workers(clock: clock, random: random, logger: logger)
        let upkeep = Upkeep(keyUsage: identity.iam.keyObserver, clock: clock, logger: logger)
        workforce = Workforce(workers: services.flatMap(\.workers) + deliveries + [upkeep], logger: logger)
        try leaveCredentials()
    }

    private static func post(_ settings: ServerSettings, _ store: Store) async throws -> Post {
        do {
            return try Post.open(settings.mail, store)
        } catch {
            try? await store.close()
            throw error
        }
    }

    private static func workshop(
        _ settings: ServerSettings, _ store: Store, _ clock: SystemClock, _ random: SystemRandomSource, _ logger: Logger
    ) async throws -> Workshop {
        do {
            return try Workshop.open(settings, store, clock: clock, random: random, logger: logger)
        } catch {
            try? await store.close()
            throw error
        }
    }

    /// The default account, made at first start; the reset of an ephemeral server makes it again.
    private static func bootstrap(
        _ settings: ServerSettings,
        _ store: Store,
        _ random: SystemRandomSource,
        _ clock: SystemClock,
        again previous: DefaultAccount? = nil
    ) async throws -> DefaultAccount {
        do {
            return try await DefaultAccount.bootstrap(
                defaultAccount: previous?.id ?? settings.account,
                rootAccessKey: previous?.rootKey.accessKeyID ?? settings.rootAccessKey,
                rootSecretKey: previous?.rootKey.secretKey ?? settings.rootSecretKey,
                at: clock.now(),
                storage: store.engine,
                vault: store.vault,
                random: random
            )
        } catch let fault as AccountFault {
            try? await store.close()
            throw StartFault(fault.description)
        } catch StorageFault.sealBroken {
            try? await store.close()
            throw StartFault(
                "'\(settings.dataFolder)/master.key' is not the key that this database was sealed with; restore the right one"
            )
        } catch let fault as StorageFault {
            try? await store.close()
            throw StartFault("\(fault)")
        }
    }

    /// Bytes of the largest body that any service takes.
    var largestBody: Int { pipeline.largestBody }

    func responder(isSecure: Bool) -> GatewayResponder {
        let store = store
        let workshop = workshop
        let emptied: @Sendable () async throws -> Void = { try await reset() }
        let endpoints = OperatorEndpoints(
            metrics: metrics,
            isHealthy: { await store.isReadable },
            isFunction: { await workshop.runner.isFunction(from: $0, to: $1) },
            reset: settings.isEphemeral ? emptied : nil
        )
        return GatewayResponder(pipeline: pipeline, operatorEndpoints: endpoints, isSecure: isSecure)
    }

    private func reset() async throws {
        try await store.engine.removeAll()
        for service in services { await service.reset() }
        let clock = SystemClock()
        _ = try await Self.bootstrap(settings, store, SystemRandomSource(), clock, again: account)
    }

    /// The root key as the AWS CLI and SDKs read it.
    private func leaveCredentials() throws(StartFault) {
        let key = account.rootKey
        let text = """
            [default]
            aws_access_key_id = \(key.accessKeyID)
            aws_secret_access_key = \(key.secretKey)

            """
        try store.leave(text, as: ServerLocation.credentialsFile)
    }

    /// Leaves the endpoint for other commands, and says what a person needs to know.
    func greeting(endpoint: String) throws(StartFault) -> String {
        workshop.runner.setEndpoint(endpoint)
        try store.leave(
            ServerLocation.announcement(
                endpoint: endpoint, region: settings.region.name, certificate: settings.tlsCertificate),
            as: ServerLocation.endpointFile)
        let key = account.rootKey
        let isShown = store.folder == nil && settings.rootSecretKey == nil
        let credentials = store.folder.map { Self.absolutePath($0.path) + "/" + ServerLocation.credentialsFile }
        return Greeting(
            endpoint: endpoint,
            region: settings.region,
            account: account.id,
            credentialsFile: credentials,
            accessKeyID: key.accessKeyID,
            secretKey: isShown ? key.secretKey : nil
        ).text
    }

    private static func absolutePath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    func close() async throws {
        store.withdraw(ServerLocation.endpointFile)
        await workshop.close()
        try await store.close()
    }
}
