import Kernel
import LambdaModel
import Logging
import Storage
import Wire

/// Runs functions for whoever may ask: the operations, the queue of asynchronous invocations, and function URLs.
final class InvocationEngine: Sendable {
    let store: LambdaStore
    let directory: FunctionDirectory
    let settings: InvocationSettings
    let clock: any Clock
    let logger: Logger
    let identity: RoleIdentity
    let logs: LogDelivery
    let gate = ConcurrencyGate()
    let reservations: Reservations
    let destinations: Destinations
    let queue: InvocationQueue
    let provisioning: Provisioning
    private let runner: any FunctionRunner
    private let pollers: [any EventSourcePoller]

    /// - Parameters:
    ///   - senders: destinations besides functions.
    ///   - pollers: readers of event sources; a mapping for whose source there is none waits for one.
    init(
        store: LambdaStore,
        directory: FunctionDirectory,
        runner: any FunctionRunner,
        client: InProcessClient,
        roles: any RoleSource,
        clock: any Clock,
        logger: Logger,
        settings: InvocationSettings = InvocationSettings(),
        senders: [any DestinationSender] = [],
        pollers: [any EventSourcePoller] = []
    ) {
        self.store = store
        self.pollers = pollers
        self.directory = directory
        self.runner = runner
        self.clock = clock
        self.logger = logger
        self.settings = settings
        identity = RoleIdentity(client: client, roles: roles, clock: clock, random: store.random)
        logs = LogDelivery(client: client, identity: identity, clock: clock, logger: logger)
        reservations = Reservations(store.storage, settings: settings)
        destinations = Destinations([FunctionDestinations(client: client)] + senders)
        queue = InvocationQueue(store: store)
        provisioning = Provisioning(
            store: store, directory: directory, runner: runner, identity: identity, logs: logs, logger: logger)
    }

    /// What goes on by itself while the server runs.
    var workers: [any Worker] {
        [
            logs, AsynchronousInvoker(engine: self),
            ProvisioningWorker(provisioning: provisioning, storage: store.storage),
            EventSourceWorker(engine: self, pollers: pollers),
        ]
    }

    /// Forgets what is held beside the store, which was emptied.
    func reset() async {
        logs.clear()
        await provisioning.reset()
        queue.signalAll()
    }

    /// One invocation, ready to run.
    struct Order: Sendable {
        var target: FunctionTarget
        var requestID: String
        var payload: [UInt8]
        var clientContext: String?
        var cognitoIdentity: String?
        var traceHeader: String?
        var wantsLogTail = false
    }

    /// How it ended.
    struct Finished: Sendable {
        var outcome: FunctionOutcome
        var version: StoredVersion
    }

    typealias Stream = @Sendable (FunctionStreamPart) async throws -> Void

    /// Chooses the version that an alias's shares fall on.
    func version(of target: FunctionTarget) -> StoredVersion {
        target.second == nil ? target.version : target.version(drawn: store.random.fraction())
    }

    /// Runs an invocation within the concurrency that is left; throws AWS's refusals.
    func run(
        _ order: Order, version: StoredVersion? = nil, stream: Stream? = nil
    ) async throws -> Finished {
        let version = version ?? self.version(of: order.target)
        let pass = try await enter(order.target.function)
        defer { gate.leave(pass) }
        let runnable = try directory.runnable(version)
        let invocation = FunctionInvocation(
            requestID: order.requestID,
            invokedARN: order.target.arn,
            payload: order.payload,
            clientContext: order.clientContext,
            cognitoIdentity: order.cognitoIdentity,
            traceHeader: order.traceHeader,
            wantsLogTail: order.wantsLogTail
        )
        let support = FunctionEnvironmentSupport(role: version.settings.role, identity: identity, logs: logs)
        do {
            var outcome = try await runner.invoke(invocation, of: runnable, support: support, stream: stream)
            if outcome.payload.count > PayloadRules.answerLimit {
                outcome.payload = PayloadRules.answerTooLarge
                outcome.failure = .unhandled
            }
            return Finished(outcome: outcome, version: version)
        } catch let fault as FunctionRunnerFault {
            throw Self.refusal(for: fault)
        }
    }

    /// The limits that hold for a function now.
    func limits(of function: StoredFunction) async throws -> ConcurrencyCounts.Limits {
        .init(
            reserved: function.reservedConcurrency,
            unreserved: try await reservations.unreserved(in: function.id.account, function.id.region))
    }

    private func enter(_ function: StoredFunction) async throws -> ConcurrencyCounts.Pass {
        let limits = try await limits(of: function)
        do {
            return try gate.enter(function.id, limits: limits)
        } catch {
            throw Self.throttled(error.reason)
        }
    }

    private static func refusal(for fault: FunctionRunnerFault) -> ServiceError {
        switch fault {
        case .exhausted: throttled(ConcurrencyCounts.Refusal.account.reason)
        case .runtimeMissing(let runtime, let reason):
            LambdaError.invalidRuntime("The runtime \(runtime) cannot run on this server: \(reason)", type: "Server")
        case .codeUnusable(let reason):
            LambdaError.invalidZipFile("Lambda could not unzip the deployment package: \(reason)", type: "Server")
        }
    }

    /// AWS's refusal of an invocation that would be too many.
    static func throttled(_ reason: String) -> ServiceError {
        var error = LambdaError.tooManyRequests("Rate Exceeded.", type: "User", reason: reason)
        error.headers["Retry-After"] = "1"
        return error
    }
}

extension RandomSource {
    /// A number drawn evenly from 0 up to 1.
    func fraction() -> Double {
        let number = bytes(7).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        return Double(number >> 3) / Double(UInt64(1) << 53)
    }
}
