package import Blobs
internal import Dispatch
package import Kernel
package import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import Wire

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Runs functions as sandboxed processes of this machine.
///
/// Environments are spread over a few event loops; which one takes an invocation is decided by a `Fleet`.
package final class ProcessRunner: FunctionRunner {
    /// What is kept for a revision whose environments are provisioned.
    private struct Provisioned {
        var function: RunnableFunction
        var support: any FunctionSupport
    }

    private struct State {
        var fleet: Fleet
        var environments: [Int: Environment] = [:]
        var provisioned: [String: Provisioned] = [:]
        var isClosed = false
    }

    /// Unpacked code that nobody uses is kept so long, for the next cold start.
    private static let unusedCodeMilliseconds: Int64 = 60_000
    /// Between the end of credentials and the end of an invocation that uses them.
    private static let credentialMargin: Int64 = 60_000

    private let settings: RunnerSettings
    private let clock: any Clock
    private let logger: Logger
    private let loops: MultiThreadedEventLoopGroup
    private let launcher: MultiThreadedEventLoopGroup
    private let code: CodeCache
    private let endpoint = Endpoint()
    private let state: Mutex<State>
    private let preparation: Preparation

    /// Starts no process: the machine is surveyed before the first environment starts, or when asked for, unless a
    /// survey is handed in.
    package init(
        settings: RunnerSettings, blobs: any BlobStore, clock: any Clock, random: any RandomSource, logger: Logger,
        survey: RuntimeSurvey? = nil
    ) {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        loops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, min(4, System.coreCount / 2)))
        launcher = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        code = CodeCache(folder: settings.folder + "/code", blobs: blobs)
        state = Mutex(State(fleet: Fleet(limit: settings.environments, idleSeconds: settings.idleSeconds)))
        preparation = Preparation(
            settings: settings, clock: clock, random: random, logger: logger, launcher: launcher.next(),
            endpoint: endpoint, survey: survey)
        for loop in loops.makeIterator().prefix(1) {
            loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak self] task in
                guard let self else { return task.cancel() }
                self.tick()
            }
        }
    }

    /// Tells functions where this server is reached; for those started from now on.
    package func setEndpoint(_ url: String) {
        endpoint.url = url
    }

    /// What this machine offers.
    package func survey() async -> RuntimeSurvey {
        await preparation.context().survey
    }

    package func obstacle(to runtime: String) async -> String? {
        await survey().obstacle(to: runtime)
    }

    package func invoke(
        _ invocation: FunctionInvocation,
        of function: RunnableFunction,
        support: any FunctionSupport,
        stream: (@Sendable (FunctionStreamPart) async throws -> Void)?
    ) async throws -> FunctionOutcome {
        // An environment may be gone before the function has seen the invocation; another takes it then.
        for _ in 0..<8 {
            let ticket = InvocationTicket(invocation, streams: stream != nil)
            try dispatch(ticket, function, support)
            if let stream, let parts = ticket.parts {
                do {
                    for await part in parts {
                        try await stream(part)
                        ticket.consumed(part)
                    }
                } catch {
                    ticket.abandon()
                    throw error
                }
            }
            if case .finished(let outcome) = try await ticket.ending() { return outcome }
        }
        throw FunctionRunnerFault.exhausted
    }

    package func provision(_ count: Int, of function: RunnableFunction, support: any FunctionSupport) async throws {
        if count > 0, let obstacle = await obstacle(to: function.runtime) {
            throw FunctionRunnerFault.runtimeMissing(runtime: function.runtime, reason: obstacle)
        }
        let upkeep = state.withLock { state in
            state.provisioned[function.revision] =
                count > 0 ? Provisioned(function: function, support: support) : nil
            return state.fleet.provision(count, of: function.revision)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for start in upkeep.starting {
                group.addTask {
                    try await self.start(start.environment, function, support, ticket: nil, isProvisioned: true)
                }
            }
            try await group.waitForAll()
        }
    }

    package func retire(revision: String) async {
        end(
            state.withLock { state in
                state.provisioned[revision] = nil
                return state.fleet.retire(revision)
            })
    }

    package func retireAll() async {
        let environments = state.withLock { state in
            state.provisioned = [:]
            _ = state.fleet.retireAll()
            return Array(state.environments.values)
        }
        for environment in environments { environment.end() }
        await gone()
        await code.removeUnused(since: .max)
        await code.settle()
    }

    /// Ends every environment and the runner itself, which takes nothing more.
    package func close() async {
        state.withLock { $0.isClosed = true }
        await retireAll()
        await preparation.close()
        try? await loops.shutdownGracefully()
        try? await launcher.shutdownGracefully()
    }

    /// Whether a connection of this machine, from one port to another, comes from a function.
    package func isFunction(from peer: Int, to local: Int) async -> Bool {
        let environments = state.withLock { Array($0.environments.values) }
        var owners: [PeerCheck.Owner] = []
        for environment in environments { owners += await environment.owners() }
        return PeerCheck.isFunction(from: peer, to: local, owners: owners)
    }

    /// How many environments there are.
    package var environmentCount: Int {
        state.withLock { $0.environments.count }
    }

    /// Ends what has been idle for long, and starts what provisioning lacks; happens each second by itself.
    package func tick() {
        let now = clock.now().milliseconds
        let (upkeep, provisioned) = state.withLock { state in
            (state.isClosed ? Fleet.Upkeep() : state.fleet.tick(at: now), state.provisioned)
        }
        end(upkeep.ending)
        for start in upkeep.starting {
            guard let wanted = provisioned[start.revision] else {
                state.withLock { $0.fleet.ended(start.environment) }
                continue
            }
            Task {
                try await self.start(
                    start.environment, wanted.function, wanted.support, ticket: nil, isProvisioned: true)
            }
        }
        Task { await code.removeUnused(since: now - Self.unusedCodeMilliseconds) }
    }

    /// Gives an invocation to an environment, or starts one for it.
    private func dispatch(
        _ ticket: InvocationTicket, _ function: RunnableFunction, _ support: any FunctionSupport
    ) throws {
        let until = clock.now().milliseconds + Int64(function.timeout) * 1000 + Self.credentialMargin
        let (decision, warm) = state.withLock { state -> (Fleet.Decision, Environment?) in
            guard !state.isClosed else { return (.exhausted, nil) }
            let decision = state.fleet.acquire(function.revision, until: until)
            if case .reuse(let id) = decision { return (decision, state.environments[id]) }
            return (decision, nil)
        }
        switch decision {
        case .reuse(let id):
            guard let warm else {
                state.withLock { $0.fleet.ended(id) }
                return ticket.end(.handedBack)
            }
            warm.run(ticket)
        case .start(let id, let ending):
            end(ending)
            Task {
                do {
                    try await self.start(id, function, support, ticket: ticket, isProvisioned: false)
                } catch {
                    ticket.end(.failed(error))
                }
            }
        case .exhausted: throw FunctionRunnerFault.exhausted
        }
    }

    /// Makes an environment; with a ticket it returns at once, else when the runtime is initialized.
    private func start(
        _ id: Int, _ function: RunnableFunction, _ support: any FunctionSupport, ticket: InvocationTicket?,
        isProvisioned: Bool
    ) async throws {
        let environment: Environment
        do {
            environment = try await make(id, function, support, isProvisioned)
        } catch {
            state.withLock { $0.fleet.ended(id) }
            throw error
        }
        let isWanted = state.withLock { state in
            guard !state.isClosed else { return false }
            state.environments[id] = environment
            state.fleet.credentials(of: id, endAt: environment.credentials.expiration.milliseconds)
            return true
        }
        guard isWanted else {
            await code.release(environment.lease, at: 0)
            throw FunctionRunnerFault.exhausted
        }
        let ready = environment.start()
        if let ticket {
            ready.whenComplete { _ in }
            environment.run(ticket)
        } else {
            try await ready.get()
        }
    }

    private func make(
        _ id: Int, _ function: RunnableFunction, _ support: any FunctionSupport, _ isProvisioned: Bool
    ) async throws -> Environment {
        let context = await preparation.context()
        if let obstacle = context.survey.obstacle(to: function.runtime) {
            throw FunctionRunnerFault.runtimeMissing(runtime: function.runtime, reason: obstacle)
        }
        async let credentials = support.credentials(for: function)
        let lease = try await code.lease(code: function.code, layers: function.layers)
        do {
            return Environment(
                id: id, function: function, support: support, context: context, loop: loops.next(),
                credentials: try await credentials, lease: lease, isProvisioned: isProvisioned,
                reports: Environment.Reports(
                    released: { [weak self] in self?.released($0) ?? false },
                    ended: { [weak self] in self?.ended($0) }))
        } catch {
            await code.release(lease, at: clock.now().milliseconds)
            throw error
        }
    }

    private func released(_ environment: Environment) -> Bool {
        let now = clock.now().milliseconds
        return state.withLock { $0.fleet.release(environment.id, at: now) }
    }

    private func ended(_ environment: Environment) {
        state.withLock { state in
            state.environments[environment.id] = nil
            state.fleet.ended(environment.id)
        }
        let now = clock.now().milliseconds
        Task { await code.release(environment.lease, at: now) }
    }

    private func end(_ ids: [Int]) {
        let environments = state.withLock { state in ids.compactMap { state.environments[$0] } }
        for environment in environments { environment.end() }
    }

    /// Waits until no environment is left, at most five seconds.
    private func gone() async {
        for _ in 0..<500 where environmentCount > 0 {
            try? await clock.sleep(milliseconds: 10)
        }
    }
}
