import Kernel
import Logging
import Storage
import Wire

/// Runs what was accepted: claims in batches, tries again, and settles many invocations in one transaction.
///
/// Each function has a lane of its own, with its own share of the places; one that is slow or throttled keeps nobody
/// else waiting.
actor AsynchronousInvoker: Worker {
    /// Milliseconds after which an invocation belongs to nobody, unless its lease was extended.
    static let lease: Int64 = 15_000
    /// Invocations of one function that are claimed ahead of their turn, so that a commit keeps none waiting.
    private static let ahead = 64
    /// The most bytes that are claimed ahead.
    private static let aheadBytes = 4 << 20
    /// How often everything is looked at although nothing has happened.
    private static let patrol: Int64 = 30_000
    private static let longestPause: Int64 = 5000

    nonisolated let name = "lambda-asynchronous"
    private let engine: InvocationEngine
    private let attempt: AsynchronousAttempt
    private var lanes: [FunctionID: Lane] = [:]
    private var running = 0
    private var settlements: [Settlement] = []
    private var turns: UInt64 = 0
    private var tasks: [String: Task<Void, Never>] = [:]

    init(engine: InvocationEngine) {
        self.engine = engine
        attempt = AsynchronousAttempt(engine: engine)
    }

    /// How an attempt left its item.
    struct Settlement: Sendable {
        enum Step: Sendable {
            case done
            case again(QueuedInvocation, delay: Int64)
        }

        var item: InvocationQueue.Item
        var step: Step
    }

    /// What is known of one function's queue.
    private struct Lane {
        /// Claimed, in turn.
        var ready: [InvocationQueue.Item] = []
        /// Claimed and running, by item.
        var running: [String: InvocationQueue.Item] = [:]
        /// When the lease of each claimed item ends.
        var leases: [String: Int64] = [:]
        /// Whether the queue may hold what is due.
        var hasNews = true
        /// When the first item of those that are not due becomes so.
        var nextDue: Int64?
        var pausedUntil: Int64 = 0
        var refusals = 0
        /// The turn in which something of this lane was last started.
        var lastStart: UInt64 = 0

        var readyBytes: Int { ready.reduce(0) { $0 + $1.work.payload.utf8.count } }
    }

    func run() async {
        await adopt()
        while !Task.isCancelled {
            let wake = await turn()
            let timer = Task { [clock = engine.clock, signal = engine.queue.signal] in
                try await clock.sleep(milliseconds: max(1, wake - clock.now().milliseconds))
                signal.raise()
            }
            _ = await engine.queue.signal.wait()
            timer.cancel()
        }
        await Task { await release() }.value
    }

    /// Finds what was accepted before this worker began.
    func adopt() async {
        do {
            for function in try await engine.queue.marked() { lanes[function] = Lane() }
        } catch {
            engine.logger.error("asynchronous invocations cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    /// Settles what has ended, claims what is due and starts what may start; answers when to look again.
    @discardableResult
    func turn() async -> Int64 {
        let now = engine.clock.now().milliseconds
        for function in engine.queue.takeNews() { lanes[function, default: Lane()].hasNews = true }
        for (function, lane) in lanes where lane.nextDue.map({ $0 <= now }) == true { lanes[function]?.hasNews = true }
        for settlement in settlements { lanes[settlement.item.work.function]?.hasNews = true }
        let plan = plan(at: now)
        settlements = []
        if !plan.isEmpty {
            do {
                let result = try await engine.store.write { try plan.carryOut(in: $0) }
                take(result, of: plan, at: now)
            } catch {
                // Nothing was settled or claimed; the next turn tries again.
                settlements += plan.settlements
                engine.logger.error("asynchronous invocations cannot be settled", metadata: ["cause": "\(error)"])
                return now + 1000
            }
        }
        await startReady()
        return nextWake(after: now)
    }

    /// Waits for what runs; for tests and for a quiet end.
    func finishRunning() async {
        while let task = tasks.values.first { await task.value }
    }

    // MARK: - One turn's transaction

    private func plan(at now: Int64) -> QueuePlan {
        var plan = QueuePlan(now: now, settlements: settlements)
        for (function, lane) in lanes {
            let leased = lane.ready + lane.running.values
            plan.extensions += leased.filter { (lane.leases[$0.id] ?? 0) - now < Self.lease / 2 }
            if wantsMore(lane, at: now) { plan.claims[function] = Self.ahead - lane.ready.count }
        }
        return plan
    }

    private func wantsMore(_ lane: Lane, at now: Int64) -> Bool {
        lane.hasNews && lane.pausedUntil <= now && lane.ready.count < Self.ahead / 2
            && lane.readyBytes < Self.aheadBytes
    }

    private func take(_ result: QueuePlan.Result, of plan: QueuePlan, at now: Int64) {
        for item in plan.extensions { lanes[item.work.function]?.leases[item.id] = now + Self.lease }
        for item in result.lost {
            lanes[item.work.function]?.ready.removeAll { $0.id == item.id }
            lanes[item.work.function]?.leases[item.id] = nil
        }
        for (function, claim) in result.claims {
            lanes[function]?.ready += claim.items
            for item in claim.items { lanes[function]?.leases[item.id] = now + Self.lease }
            lanes[function]?.hasNews = claim.isFull
            lanes[function]?.nextDue = claim.nextDue
            if claim.isEmptied, let lane = lanes[function], lane.ready.isEmpty, lane.running.isEmpty {
                lanes[function] = nil
            }
        }
    }

    private func nextWake(after now: Int64) -> Int64 {
        var wake = now + Self.patrol
        for lane in lanes.values {
            if let due = lane.nextDue { wake = min(wake, due) }
            if lane.pausedUntil > now { wake = min(wake, lane.pausedUntil) }
            if wantsMore(lane, at: now) { wake = now }
            if let end = lane.leases.values.min() { wake = min(wake, end - Self.lease / 2) }
        }
        return max(wake, now + 1)
    }

    // MARK: - Running

    /// Starts as much as places allow, each time from the lane that has the fewest running.
    private func startReady() async {
        let now = engine.clock.now().milliseconds
        var free: [FunctionID: Int] = [:]
        for (function, lane) in lanes where !lane.ready.isEmpty && lane.pausedUntil <= now {
            // One goes even without a place: to be given up if it is too old, else refused, so that the lane rests.
            free[function] = max(await places(for: function), lane.running.isEmpty ? 1 : 0)
        }
        while running < engine.settings.asynchronous, let next = nextLane(free, at: now) {
            free[next, default: 1] -= 1
            start(next)
        }
    }

    private func nextLane(_ free: [FunctionID: Int], at now: Int64) -> FunctionID? {
        var best: (function: FunctionID, count: Int, lastStart: UInt64)?
        for (function, count) in free where count > 0 {
            guard let lane = lanes[function], !lane.ready.isEmpty, lane.pausedUntil <= now,
                lane.running.count < engine.settings.asynchronousPerFunction
            else { continue }
            if let best, (best.count, best.lastStart) <= (lane.running.count, lane.lastStart) { continue }
            best = (function, lane.running.count, lane.lastStart)
        }
        return best?.function
    }

    /// How many more of a function may run; those that will only be given up need no place.
    private func places(for function: FunctionID) async -> Int {
        guard let target = try? await engine.directory.target(FunctionLocator(id: function, qualifier: nil)),
            target.function.reservedConcurrency != 0,
            let limits = try? await engine.limits(of: target.function)
        else { return Self.ahead }
        return engine.gate.free(function, limits: limits)
    }

    private func start(_ function: FunctionID) {
        guard var lane = lanes[function], !lane.ready.isEmpty else { return }
        let item = lane.ready.removeFirst()
        turns += 1
        lane.lastStart = turns
        lane.running[item.id] = item
        lanes[function] = lane
        running += 1
        tasks[item.id] = Task { [attempt] in
            let result = await attempt.make(item.work)
            await self.ended(item, result)
        }
    }

    private func ended(_ item: InvocationQueue.Item, _ result: AsynchronousAttempt.Result) async {
        let function = item.work.function
        running -= 1
        tasks[item.id] = nil
        lanes[function]?.running[item.id] = nil
        switch result {
        case .settled(let step):
            lanes[function]?.leases[item.id] = nil
            lanes[function]?.refusals = 0
            settlements.append(Settlement(item: item, step: step))
        case .throttled:
            lanes[function]?.ready.insert(item, at: 0)
            pause(function, at: engine.clock.now().milliseconds)
        }
        await startReady()
        engine.queue.signal.raise()
    }

    /// Lets a function rest: a tenth of a second, doubled by each refusal in a row.
    private func pause(_ function: FunctionID, at now: Int64) {
        guard var lane = lanes[function], lane.pausedUntil <= now else { return }
        lane.refusals += 1
        lane.pausedUntil = now + min(Self.longestPause, 100 << Int64(min(lane.refusals - 1, 6)))
        lanes[function] = lane
    }

    /// Gives back what was claimed and not begun, and settles what has ended.
    private func release() async {
        let now = engine.clock.now().milliseconds
        var plan = QueuePlan(now: now, settlements: settlements)
        for lane in lanes.values {
            plan.settlements += lane.ready.map { Settlement(item: $0, step: .again($0.work, delay: 0)) }
        }
        lanes = [:]
        settlements = []
        guard !plan.isEmpty else { return }
        _ = try? await engine.store.write { [plan] in try plan.carryOut(in: $0) }
    }
}
