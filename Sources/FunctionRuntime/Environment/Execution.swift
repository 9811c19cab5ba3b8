/// The life of one environment's runtime, as decisions without effects.
///
/// A runtime starts, asks for work, answers, and asks again. Its first start may fail once while an invocation waits:
/// then it is started again within that invocation's time, as on AWS.
struct Execution {
    enum Phase: Hashable {
        /// The process runs and has not asked for work yet. The second attempt belongs to an invocation's time.
        case initializing(attempt: Int)
        /// The runtime waits for work.
        case waiting
        /// The runtime holds an invocation.
        case running
        /// The runtime has answered and has not asked again.
        case settling
        case gone
    }

    /// Why the environment ended an invocation, or itself.
    enum Failure: Hashable {
        case exit(RuntimeExit, outOfMemory: Bool)
        case timeout
        /// The runtime's own report that it could not start.
        case initError(type: String, payload: [UInt8])
    }

    enum Action: Hashable {
        /// The first start is over, well or not.
        case initialized(Failure?)
        /// Nobody waits and the start failed: the environment is of no use.
        case unusable(Failure)
        /// Begin the waiting invocation's account: its START line and its time.
        case begin
        /// Hand the invocation to the runtime.
        case deliver
        case finish(Failure)
        /// The invocation was never seen by the runtime and may run elsewhere.
        case handBack
        case startAgain
        case kill
        /// Nothing more will happen.
        case end
    }

    /// What to say to a runtime that answers.
    enum Reception: Hashable {
        case accepted
        case wrongRequest
        case wrongState
    }

    private(set) var phase: Phase = .initializing(attempt: 1)
    /// Whether an invocation is bound to the environment.
    private(set) var isBound = false
    private var reported: Failure?
    private var isAnswering = false

    /// An invocation is bound to the environment. Nobody binds a second one before the first is finished.
    mutating func bind() -> [Action] {
        precondition(!isBound, "an environment takes one invocation at a time")
        isBound = true
        switch phase {
        case .initializing, .settling: return []
        case .waiting:
            phase = .running
            return [.begin, .deliver]
        case .running, .gone:
            isBound = false
            return [.handBack]
        }
    }

    /// The runtime asks for work; `nil` where it may not.
    mutating func next() -> [Action]? {
        switch phase {
        case .initializing(let attempt):
            guard isBound else {
                phase = .waiting
                return [.initialized(nil)]
            }
            phase = .running
            return attempt == 1 ? [.initialized(nil), .begin, .deliver] : [.deliver]
        case .settling:
            guard isBound else {
                phase = .waiting
                return []
            }
            phase = .running
            return [.begin, .deliver]
        case .waiting, .running, .gone: return nil
        }
    }

    /// The runtime begins to answer.
    mutating func answerBegins(isCurrent: Bool) -> Reception {
        guard phase == .running else { return .wrongState }
        guard isCurrent, !isAnswering else { return .wrongRequest }
        isAnswering = true
        return .accepted
    }

    /// The answer is complete.
    mutating func answered() {
        precondition(phase == .running, "only a running invocation is answered")
        isAnswering = false
        isBound = false
        phase = .settling
    }

    /// The connection that carried an answer broke off.
    mutating func answerBroke() {
        isAnswering = false
    }

    /// The runtime says that it cannot start.
    mutating func initError(type: String, payload: [UInt8]) -> [Action]? {
        guard case .initializing(let attempt) = phase else { return nil }
        reported = .initError(type: type, payload: payload)
        guard attempt > 1 else { return [.kill] }
        phase = .gone
        isBound = false
        return [.finish(.initError(type: type, payload: payload)), .kill]
    }

    /// The first start has taken all of its ten seconds.
    mutating func initTimedOut() -> [Action] {
        guard phase == .initializing(attempt: 1) else { return [] }
        reported = .timeout
        return [.kill]
    }

    /// The invocation's time is over, or that of one whose runtime has answered and does not come back.
    mutating func timedOut() -> [Action] {
        switch phase {
        case .running, .initializing(attempt: 2):
            phase = .gone
            isBound = false
            return [.finish(.timeout), .kill]
        case .settling:
            phase = .gone
            return handBack() + [.kill]
        case .initializing, .waiting, .gone: return []
        }
    }

    /// An invocation has waited long enough for a runtime that does not come back from the one before.
    mutating func patienceEnded() -> [Action] {
        phase == .settling ? handBack() : []
    }

    /// The process and all that it started are gone.
    mutating func exited(_ status: RuntimeExit, outOfMemory: Bool) -> [Action] {
        let failure = reported ?? .exit(status, outOfMemory: outOfMemory)
        reported = nil
        isAnswering = false
        switch phase {
        case .initializing(attempt: 1):
            if isBound {
                phase = .initializing(attempt: 2)
                return [.initialized(failure), .begin, .startAgain]
            }
            phase = .gone
            return [.initialized(failure), .unusable(failure), .end]
        case .initializing, .running:
            phase = .gone
            isBound = false
            return [.finish(failure), .end]
        case .waiting, .settling:
            phase = .gone
            return handBack() + [.end]
        case .gone: return [.end]
        }
    }

    /// The environment is to end now, whatever it does.
    mutating func endNow() -> [Action] {
        guard phase != .gone else { return [] }
        let wasRunning = phase == .running || phase == .initializing(attempt: 2)
        phase = .gone
        guard isBound else { return [.kill] }
        isBound = false
        return wasRunning ? [.finish(.exit(.signal(9), outOfMemory: false)), .kill] : [.handBack, .kill]
    }

    private mutating func handBack() -> [Action] {
        guard isBound else { return [] }
        isBound = false
        return [.handBack]
    }
}
