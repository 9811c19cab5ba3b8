internal import Foundation
internal import Gateway
internal import Kernel
internal import Logging
internal import OpenIDConnect
internal import ServiceIAM
internal import ServiceMartlet
internal import ServiceSTS
internal import Storage
internal import Wire

/// All services on one store, joined by the pipeline: the only place that knows every room.
struct House: Sendable {
    let store: Store
    let upkeep: Upkeep
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

        let iam = IAM(storage: store.engine, vault: store.vault, random: random)
        let book = AccountBook(storage: store.engine, vault: store.vault)
        let rootKeys = RootCredentials(book: book)
        let tokens = SessionTokens(vault: store.vault, random: random)
        let messages = AuthorizationMessages(vault: store.vault)
        let outgoing = FilteredHTTPClient(
            allowsPrivateNetworks: settings.allowsPrivateEgress, overrides: settings.providerAddresses)
        let sts = STS(
            tokens: tokens,
            messages: messages,
            roles: iam.roles,
            accounts: book,
            accessKeyOwners: KeyOwners(rootKeys: rootKeys, userKeys: iam.credentials),
            identities: [RegisteredIdentities(roles: iam.roles, verifier: TokenVerifier(http: outgoing))]
        )
        let accounts = MartletOperator(storage: store.engine, vault: store.vault, random: random, book: book)
        let services: [any Kernel.Service] = [accounts, iam, sts]
        let authorizer = Authorizer(policies: iam.policies, denials: messages)
        let credentials = CredentialChain(sources: [SessionCredentials(tokens: tokens), rootKeys, iam.credentials])
        let defaultAccount = account.id
        pipeline = Pipeline(
            limits: Limits(
                concurrentRequests: settings.concurrentRequests, requestsPerSecond: settings.requestsPerSecond),
            parts: .init(
                services: services,
                credentials: credentials,
                accounts: book,
                policies: iam.policies,
                authorizer: authorizer,
                keyObserver: iam.keyObserver,
                defaultRegion: settings.region,
                defaultAccount: { defaultAccount },
                clock: clock,
                random: random,
                logger: logger,
                log: JSONRequestLog(level: logger.logLevel),
                metrics: metrics
            )
        )
        upkeep = Upkeep(keyUsage: iam.keyObserver, clock: clock, logger: logger)
        try leaveCredentials()
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

    func responder(isSecure: Bool) -> GatewayResponder {
        let store = store
        let emptied: @Sendable () async throws -> Void = { try await reset() }
        let endpoints = OperatorEndpoints(
            metrics: metrics,
            isHealthy: { await store.isReadable },
            reset: settings.isEphemeral ? emptied : nil
        )
        return GatewayResponder(pipeline: pipeline, operatorEndpoints: endpoints, isSecure: isSecure)
    }

    private func reset() async throws {
        try await store.engine.removeAll()
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
        try store.leave("endpoint = \(endpoint)\nregion = \(settings.region)\n", as: ServerLocation.endpointFile)
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
        try await store.close()
    }
}
