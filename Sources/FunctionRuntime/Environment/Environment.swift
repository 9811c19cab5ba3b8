internal import Kernel
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Wire

/// One execution environment: a sandboxed process, its socket and its log stream. Runs one invocation at a time.
///
/// All of it lives on one event loop. It is handed between threads, but touched on its loop only.
final class Environment: @unchecked Sendable {
    /// What the runner is told.
    struct Reports: Sendable {
        /// The environment can take an invocation; answers whether it is kept.
        var released: @Sendable (Environment) -> Bool
        /// The environment and all its processes are gone.
        var ended: @Sendable (Environment) -> Void
    }

    /// The time that a runtime has to start, before an invocation's own time.
    static let initSeconds: Int64 = 10
    /// How long an invocation waits for a runtime that has answered the one before and not come back.
    static let patience = TimeAmount.milliseconds(500)
    /// An environment that has been idle for so long is stopped until it is needed, as AWS freezes its own.
    static let idleBeforeFreeze: Int64 = 1_000_000
    static let watchInterval = TimeAmount.milliseconds(100)

    let id: Int
    let function: RunnableFunction
    let support: any FunctionSupport
    let context: RunnerContext
    let loop: any EventLoop
    let credentials: FunctionCredentials
    let lease: CodeCache.Lease
    let isProvisioned: Bool
    let stream: String
    let reports: Reports

    var execution = Execution()
    var ticket: InvocationTicket?
    var account = InvocationAccount()
    /// Told once when the environment is initialized, or of no use.
    var readiness: EventLoopPromise<Void>?

    var listener: (any Channel)?
    var connections: [RuntimeConnection] = []
    var asking: RuntimeConnection?
    var answering: RuntimeConnection?

    var process: ChildProcess?
    var group: ControlGroup?
    var output: OutputReader?
    var isExceeding = false
    var peakBytes = 0
    var initBegan: Int64 = 0
    /// How long the first start took; told with the first invocation.
    var initTook: Int64?
    var isInitTold = false
    var idleSince: Int64?
    var isFrozen = false
    /// Whether the runner knows that the environment is free.
    var isReleased = false
    var isLaunching = false
    var hasEnded = false

    var deadline: Scheduled<Void>?
    var watch: RepeatedTask?

    var pendingLines: [FunctionLogLine] = []
    var isFlushScheduled = false

    init(
        id: Int, function: RunnableFunction, support: any FunctionSupport, context: RunnerContext,
        loop: any EventLoop, credentials: FunctionCredentials, lease: CodeCache.Lease, isProvisioned: Bool,
        reports: Reports
    ) {
        self.id = id
        self.function = function
        self.support = support
        self.context = context
        self.loop = loop
        self.credentials = credentials
        self.lease = lease
        self.isProvisioned = isProvisioned
        self.reports = reports
        stream = LogText.stream(
            version: function.version, at: context.clock.now(), random: context.random.bytes(16))
    }

    /// Opens the socket and starts the runtime; completes when it is initialized.
    func start() -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        loop.execute {
            guard !self.hasEnded else { return promise.fail(FunctionRunnerFault.exhausted) }
            self.readiness = promise
            self.initBegan = self.context.clock.microseconds()
            RuntimeListener.open(for: self).whenComplete { result in
                switch result {
                case .success(let channel):
                    self.listener = channel
                    if self.hasEnded { channel.close(promise: nil) } else { self.launch() }
                case .failure(let error):
                    self.cannotStart("\(error)")
                }
            }
        }
        return promise.futureResult
    }

    /// Runs an invocation, now or as soon as the runtime asks for it.
    func run(_ ticket: InvocationTicket) {
        loop.execute {
            guard self.ticket == nil, !self.hasEnded else { return ticket.end(.handedBack) }
            self.thaw()
            self.idleSince = nil
            self.isReleased = false
            self.ticket = ticket
            let isSettling = self.execution.phase == .settling
            self.perform(self.execution.bind())
            guard isSettling, self.ticket != nil else { return }
            self.loop.scheduleTask(in: Self.patience) {
                guard self.ticket === ticket else { return }
                self.perform(self.execution.patienceEnded())
            }
        }
    }

    /// Ends the environment, whatever it does.
    func end() {
        loop.execute { self.perform(self.execution.endNow()) }
    }

    /// Whether a connection comes from one of this environment's own processes, and may be one more.
    func admits(from peer: Int, to local: Int) -> Bool {
        guard !hasEnded, connections.count < RuntimeListener.connections, let owner else { return false }
        return PeerCheck.admits(from: peer, to: local, owner: owner)
    }

    /// The same for other threads to ask; empty before there are processes.
    func owners() async -> [PeerCheck.Owner] {
        let asked = loop.submit { [weak self] in self?.owner.map { [$0] } ?? [] }
        return (try? await asked.get()) ?? []
    }

    /// How its processes are told from others; `nil` before there are any.
    private var owner: PeerCheck.Owner? {
        guard let process else { return nil }
        return switch context.survey.confinement {
        case .ownUser: .user(context.user(of: id))
        case .userNamespace: .descent(process.id)
        case .none: .anybody
        }
    }

    func perform(_ actions: [Execution.Action]) {
        for action in actions {
            switch action {
            case .initialized(let failure): initialized(failure)
            case .unusable(let failure): unusable(failure)
            case .begin: begin()
            case .deliver: deliver()
            case .finish(let failure): afterOutput { self.finish(failure) }
            case .handBack:
                ticket?.end(.handedBack)
                ticket = nil
            case .startAgain: startAgain()
            case .kill: kill()
            case .end: close()
            }
        }
    }

    private func initialized(_ failure: Execution.Failure?) {
        let took = context.clock.microseconds() - initBegan
        guard let failure else {
            initTook = took
            idleSince = context.clock.microseconds()
            if ticket == nil { release() }
            readiness?.succeed()
            readiness = nil
            return
        }
        log(LogText.initReport(took, phase: "init", status: status(of: failure)))
        flushLog()
    }

    /// The invocation's time begins.
    private func begin() {
        guard let ticket else { return }
        account = InvocationAccount(began: context.clock.microseconds())
        account.deadline = Timestamp(milliseconds: context.clock.now().milliseconds + Int64(function.timeout) * 1000)
        if ticket.invocation.wantsLogTail { account.tail = LogTail() }
        deadline?.cancel()
        deadline = loop.scheduleTask(in: .seconds(Int64(function.timeout))) {
            self.perform(self.execution.timedOut())
        }
    }

    private func deliver() {
        guard let ticket, let asking else { return }
        self.asking = nil
        account.isDelivered = true
        logStart()
        let trace = ticket.invocation.traceHeader ?? TraceHeader.root(context)
        asking.deliver(RuntimeReply.next(ticket.invocation, deadline: account.deadline, trace: trace))
    }

    private func startAgain() {
        closeConnections()
        initBegan = context.clock.microseconds()
        launch()
    }

    /// The environment's own account of a failure, for the caller and for the log.
    private func finish(_ failure: Execution.Failure) {
        guard let ticket else { return }
        let requestID = ticket.invocation.requestID
        let status = status(of: failure)
        if initTook == nil, !account.isDelivered {
            log(
                LogText.initReport(
                    context.clock.microseconds() - initBegan, phase: "invoke", status: status))
        }
        logStart()
        var payload: [UInt8]
        switch failure {
        case .timeout:
            payload = FaultText.timeout(requestID, seconds: function.timeout)
            log(LogText.timeout(requestID, seconds: function.timeout, at: context.clock.now()))
        case .exit(let exit, _):
            payload = FaultText.exit(exit, requestID: requestID)
            log(LogText.exit(requestID, message: exit.message, type: "Runtime.ExitError"))
        case .initError(_, let body):
            payload = body
        }
        if payload.isEmpty { payload = FaultText.error("Unknown", "") }
        conclude(FunctionOutcome(payload: payload, failure: .unhandled), status: status)
    }

    func status(of failure: Execution.Failure) -> LogText.Report.Status {
        switch failure {
        case .timeout: .timeout
        case .exit(_, let outOfMemory): .error(type: outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError")
        case .initError(let type, _): .error(type: type.isEmpty ? "Runtime.Unknown" : type)
        }
    }

    /// Writes END and REPORT, and parts with the invocation.
    func conclude(_ outcome: FunctionOutcome, status: LogText.Report.Status?) {
        guard let ticket else { return }
        self.ticket = nil
        let now = context.clock.microseconds()
        let requestID = ticket.invocation.requestID
        if peakBytes == 0 { measureMemory() }
        log(LogText.end(requestID))
        log(
            LogText.report(
                LogText.Report(
                    requestID: requestID,
                    microseconds: now - account.began,
                    memoryMegabytes: function.memoryMegabytes,
                    usedMegabytes: min(function.memoryMegabytes, (peakBytes + 1 << 20 - 1) >> 20),
                    initMicroseconds: isProvisioned || isInitTold ? nil : initTook,
                    status: status)))
        isInitTold = true
        flushLog()
        var outcome = outcome
        if let tail = account.tail { outcome.logTail = tail.last }
        account.tail = nil
        account.hasStarted = false
        idleSince = now
        // Free before the answer is: who asks again at once finds it warm.
        if execution.phase == .waiting { cancelDeadline() }
        release()
        ticket.end(.finished(outcome))
    }

    /// Tells the runner, once, that the environment can take an invocation; it may say that it is no longer wanted.
    func release() {
        guard !isReleased, execution.phase == .settling || execution.phase == .waiting else { return }
        isReleased = true
        if !reports.released(self) { perform(execution.endNow()) }
    }

    /// The start of an environment that nobody waits for has failed.
    private func unusable(_ failure: Execution.Failure) {
        let reason =
            switch failure {
            case .timeout: "its initialization took too long"
            case .exit(let exit, _): exit.message
            case .initError(_, let payload): String(decoding: payload, as: UTF8.self)
            }
        readiness?.fail(FunctionRunnerFault.codeUnusable(reason))
        readiness = nil
    }

    /// The environment cannot work at all.
    func cannotStart(_ reason: String) {
        context.logger.error(
            "environment cannot start", metadata: ["function": "\(function.name)", "cause": "\(reason)"])
        _ = execution.endNow()
        ticket?.end(.failed(FunctionRunnerFault.codeUnusable(reason)))
        ticket = nil
        readiness?.fail(FunctionRunnerFault.codeUnusable(reason))
        readiness = nil
        close()
    }
}

/// What an environment knows of the invocation that it runs.
struct InvocationAccount {
    /// Microseconds of the clock.
    var began: Int64 = 0
    var deadline = Timestamp(milliseconds: 0)
    var isDelivered = false
    var tail: LogTail?
    var hasStarted = false
    /// A streamed answer for a caller that wants it in one piece.
    var streamed: [UInt8]?
}

/// The trace header of invocations that bring none along.
enum TraceHeader {
    static func root(_ context: RunnerContext) -> String {
        let digits = context.random.bytes(20).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let seconds = String(context.clock.now().seconds, radix: 16)
        return "Root=1-\(seconds)-\(digits.prefix(24));Parent=\(digits.suffix(16));Sampled=0"
    }
}
