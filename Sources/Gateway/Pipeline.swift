package import Kernel
package import Logging
package import Wire

/// A request's life, on one page:
///
///     accept → limit → identify → authenticate → decode → validate → authorize → run → encode → record
///
/// Each step is a file in `Steps/`. They are the only place where authentication and authorization happen for what
/// comes from outside; calls between our own services go through `InProcessClient`, which authorizes alike.
package struct Pipeline: Sendable {
    let bodies: BodyAllowance
    private let limit: Limit
    private let identify: Identify
    private let authenticate: Authenticate
    private let perform: Perform
    private let record: Record
    private let clock: any Clock
    private let requestIDs: RequestIDs

    /// What a pipeline needs from the rest of the server.
    package struct Parts: Sendable {
        package var services: [any Kernel.Service]
        package var credentials: any CredentialSource
        package var accounts: any AccountDirectory
        package var policies: any PolicySource
        package var authorizer: Authorizer
        package var keyObserver: any AccessKeyObserver
        package var defaultRegion: Region
        package var defaultAccount: @Sendable () -> AccountID
        package var clock: any Clock
        package var random: any RandomSource
        /// For what operations have to say.
        package var logger: Logger
        package var log: any RequestLog
        package var metrics: Metrics

        package init(
            services: [any Kernel.Service],
            credentials: any CredentialSource,
            accounts: any AccountDirectory,
            policies: any PolicySource,
            authorizer: Authorizer,
            keyObserver: any AccessKeyObserver,
            defaultRegion: Region,
            defaultAccount: @escaping @Sendable () -> AccountID,
            clock: any Clock,
            random: any RandomSource,
            logger: Logger,
            log: any RequestLog,
            metrics: Metrics
        ) {
            self.services = services
            self.credentials = credentials
            self.accounts = accounts
            self.policies = policies
            self.authorizer = authorizer
            self.keyObserver = keyObserver
            self.defaultRegion = defaultRegion
            self.defaultAccount = defaultAccount
            self.clock = clock
            self.random = random
            self.logger = logger
            self.log = log
            self.metrics = metrics
        }
    }

    package init(limits: Limits, parts: Parts) {
        let table = ServiceTable(services: parts.services)
        let sites = SiteTable(parts.services.flatMap(\.sites))
        bodies = BodyAllowance(limits: limits, table: table, sites: sites)
        limit = Limit(limits: limits, metrics: parts.metrics)
        identify = Identify(table: table, sites: sites)
        authenticate = Authenticate(
            credentials: parts.credentials, accounts: parts.accounts, policies: parts.policies)
        perform = Perform(
            authorizer: parts.authorizer,
            defaultRegion: parts.defaultRegion,
            defaultAccount: parts.defaultAccount,
            logger: parts.logger
        )
        record = Record(
            log: parts.log, metrics: parts.metrics, keyObserver: parts.keyObserver, clock: parts.clock)
        clock = parts.clock
        requestIDs = RequestIDs(random: parts.random)
    }

    /// Bytes of the largest body that anything here takes.
    package var largestBody: Int { bodies.largest }

    /// Answers one request; every failure becomes an answer too.
    package func answer(_ request: WireRequest, from source: Call.Source) async -> WireResponse {
        var exchange = Exchange(request: request, source: source, requestID: requestIDs.next(), clock: clock)
        guard limit.begin() else { return refuse(exchange, with: ServiceError.overloaded) }
        defer { limit.end() }
        do {
            try limit(exchange)
            identify(&exchange)
            if let permission = CrossOrigin.permission(for: exchange) {
                record(exchange, permission, failure: nil)
                return permission
            }
            try await authenticate(&exchange)
            var response = try await perform(exchange)
            CrossOrigin.open(&response, to: exchange)
            record(exchange, response, failure: nil)
            return response
        } catch {
            return refuse(exchange, with: error)
        }
    }

    /// Answers a request whose body was not read.
    func refuse(_ request: WireRequest, with error: ServiceError) -> WireResponse {
        refuse(Exchange(request: request, source: .init(), requestID: requestIDs.next(), clock: clock), with: error)
    }

    private func refuse(_ exchange: Exchange, with failure: any Error) -> WireResponse {
        var response = EncodeFailure.response(for: failure, in: exchange)
        CrossOrigin.open(&response, to: exchange)
        record(exchange, response, failure: failure)
        return response
    }
}
