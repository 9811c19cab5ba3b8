internal import Kernel
internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The environment's processes: their start, their limits and their end.
extension Environment {
    /// Starts the runtime's process; it may be the second one.
    func launch() {
        guard let port = listener?.localAddress?.port else { return cannotStart("the socket is closed") }
        let entry: EntryPoint
        switch EntryPoint.find(for: function, lease: lease, context: context) {
        case .success(let found): entry = found
        case .failure(let fault): return invalidEntrypoint(fault)
        }
        if initTook == nil, !account.hasStarted, execution.phase == .initializing(attempt: 1) {
            log("INIT_START Runtime Version: \(entry.description)")
        }
        group = group ?? makeGroup()
        let plan = SandboxPlan(
            confinement: context.survey.confinement,
            user: context.user(of: id),
            code: lease.code,
            layers: lease.layers,
            bootstraps: context.bootstraps,
            mounts: entry.interpreter?.mounts ?? [],
            interpreter: entry.interpreter.map { (entry.interpreterName, $0.path) },
            scratchMegabytes: function.scratchMegabytes,
            groups: group?.entrances ?? [],
            variables: EnvironmentVariables.all(for: self, entry: entry, port: port),
            command: entry.command
        ).launch(on: context.root)
        let joins = entry.interpreter != nil
        isLaunching = true
        context.launcher.submit { Result { () throws(LaunchFault) in try ChildProcess.start(plan) } }
            .hop(to: loop)
            .whenSuccess { result in
                self.isLaunching = false
                switch result {
                case .success(let process): self.started(process, joinsAtCarriageReturn: joins)
                case .failure(let fault): self.cannotStart("\(fault)")
                }
            }
    }

    /// Does something when all is taken that the processes have written up to now.
    func afterOutput(_ work: @escaping () -> Void) {
        if let output { output.whenTaken(work) } else { work() }
    }

    /// Ends all processes; the pipe that they hold tells when they are gone.
    func kill() {
        if group == nil, let process, case .none = context.survey.confinement {
            // Its descendants can no longer be told once it is gone.
            for member in ProcessTree.family(of: process.id).dropFirst() { signal(member, SIGKILL) }
        }
        process?.kill()
        group?.kill()
        if process == nil, !isLaunching { close() }
    }

    /// Notes how much memory is in use.
    func measureMemory() {
        guard let process else { return }
        let used: Int
        if let group {
            used = group.usedBytes
        } else {
            used = ProcessTree.family(of: process.id).reduce(0) { $0 + ProcessTree.privateBytes(of: $1) }
        }
        peakBytes = max(peakBytes, used)
        if used > function.memoryMegabytes << 20 {
            isExceeding = true
            kill()
        }
    }

    /// Lets stopped processes go on.
    func thaw() {
        guard isFrozen else { return }
        isFrozen = false
        send(SIGCONT)
    }

    /// Ends the environment's socket and gives back all that it holds. Its processes must be gone.
    func close() {
        guard !hasEnded else { return }
        hasEnded = true
        deadline?.cancel()
        watch?.cancel()
        closeConnections()
        listener?.close(promise: nil)
        ticket?.end(.handedBack)
        ticket = nil
        readiness?.fail(FunctionRunnerFault.exhausted)
        readiness = nil
        flushLog()
        removeGroup(attempts: 50)
        reports.ended(self)
    }

    func closeConnections() {
        asking = nil
        answering = nil
        for connection in connections { connection.close() }
    }

    private func started(_ process: ChildProcess, joinsAtCarriageReturn: Bool) {
        self.process = process
        let reader = NIOLoopBound(
            OutputReader(self, descriptor: process.output, joinsAtCarriageReturn: joinsAtCarriageReturn),
            eventLoop: loop)
        output = reader.value
        _ = NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(reader.value) }
            }
            .takingOwnershipOfDescriptor(input: process.output)
        _ = NIOPipeBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let life = LifeReader { self.reap(process.id) }
                    try channel.pipeline.syncOperations.addHandler(life)
                }
            }
            .takingOwnershipOfDescriptor(input: process.life)
        watch =
            watch
            ?? loop.scheduleRepeatedTask(initialDelay: Self.watchInterval, delay: Self.watchInterval) { _ in
                self.look()
            }
        if execution.phase == .gone { return kill() }
        guard execution.phase == .initializing(attempt: 1) else { return }
        loop.scheduleTask(in: .seconds(Self.initSeconds)) { self.perform(self.execution.initTimedOut()) }
    }

    /// Collects the status of a process that is about to be gone.
    private func reap(_ id: pid_t) {
        guard process?.id == id else { return }
        guard let status = ChildProcess.reap(id) else {
            loop.scheduleTask(in: .milliseconds(2)) { self.reap(id) }
            return
        }
        ended(status)
    }

    private func ended(_ status: RuntimeExit) {
        process = nil
        let outOfMemory = isExceeding || group?.kills ?? 0 > 0
        afterOutput {
            self.output = nil
            self.perform(self.execution.exited(self.isExceeding ? .signal(SIGKILL) : status, outOfMemory: outOfMemory))
        }
    }

    /// Looks after memory while the environment works, and stops it when it has been idle for a while.
    private func look() {
        guard !isFrozen, let process else { return }
        if let status = ChildProcess.reap(process.id) { return ended(status) }
        if ticket == nil, execution.phase == .waiting, let idleSince {
            guard context.clock.microseconds() - idleSince > Self.idleBeforeFreeze else { return }
            isFrozen = true
            return send(SIGSTOP)
        }
        measureMemory()
    }

    private func send(_ number: Int32) {
        guard let process else { return }
        if let group { return group.send(number) }
        for member in ProcessTree.family(of: process.id) { signal(member, number) }
    }

    private func signal(_ id: pid_t, _ number: Int32) {
        #if canImport(Glibc)
            _ = Glibc.kill(id, number)
        #elseif canImport(Musl)
            _ = Musl.kill(id, number)
        #else
            _ = Darwin.kill(id, number)
        #endif
    }

    /// Bounds memory by what the function may use, its `/tmp`, and the sandbox's own.
    private func makeGroup() -> ControlGroup? {
        let bytes = (function.memoryMegabytes + function.scratchMegabytes + 32) << 20
        // AWS's limit, and the sandbox's own processes.
        return context.groups?.make("\(id)", memory: bytes, processes: 1024 + 8)
    }

    private func removeGroup(attempts: Int) {
        guard let group, !group.remove(), attempts > 0 else { return }
        group.kill()
        loop.scheduleTask(in: .milliseconds(10)) { self.removeGroup(attempts: attempts - 1) }
    }

    /// Answers as AWS does where there is nothing to run.
    private func invalidEntrypoint(_ fault: EntryPoint.Fault) {
        let type = "Runtime.InvalidEntrypoint"
        let message = "RequestId: \(ticket?.invocation.requestID ?? "") Error: \(fault.message)"
        let status = LogText.Report.Status.error(type: type)
        log(LogText.initReport(context.clock.microseconds() - initBegan, phase: "init", status: status))
        _ = execution.endNow()
        if let requestID = ticket?.invocation.requestID {
            account = InvocationAccount(began: context.clock.microseconds())
            if ticket?.invocation.wantsLogTail == true { account.tail = LogTail() }
            logStart()
            log(LogText.exit(requestID, message: fault.message, type: type))
            conclude(
                FunctionOutcome(payload: FaultText.error(type, message), failure: .unhandled), status: status)
        }
        close()
    }
}
