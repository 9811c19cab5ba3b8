import Synchronization

/// Keeps everything in memory: for tests, simulation and servers that shall forget.
///
/// Writes run one after another and change the entries in place; a reader works on a copy, which is cheap to take.
package final class MemoryEngine: StorageEngine {
    /// How often a closure runs before its conflicts are reported.
    private static let maximumAttempts = 16

    private let committed: Mutex<SortedEntries>
    private let condition = Mutex(Condition())
    private let signals = ChangeSignals()
    private let faults: FaultPlan

    private struct Condition {
        var refusal: StorageFault?
        var calls = 0
        var commits = 0
        var transactions = 0
    }

    package convenience init(faults: FaultPlan = .none) {
        self.init(entries: SortedEntries(), faults: faults)
    }

    private init(entries: SortedEntries, faults: FaultPlan) {
        committed = Mutex(entries)
        self.faults = faults
    }

    /// An engine with what this one had committed, as after a restart.
    package func reopened(faults: FaultPlan = .none) -> MemoryEngine {
        MemoryEngine(entries: committed.withLock { $0 }, faults: faults)
    }

    /// How many calls were made so far, so that a test can let each of them fail once.
    package var calls: Int {
        condition.withLock { $0.calls }
    }

    /// How many transactions were begun, those that a delay still holds back included.
    package var begun: Int {
        condition.withLock { $0.transactions }
    }

    package func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await begin()
        let transaction = MemoryTransaction(entries: committed.withLock { $0 }, engine: self)
        defer { _ = transaction.end(keeping: true) }
        let outcome = try body(transaction)
        if let refusal = transaction.refusal { throw refusal }
        return outcome
    }

    package func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        for _ in 0..<Self.maximumAttempts {
            try await begin()
            if let outcome = try attempt(body) { return outcome }
        }
        throw StorageFault.conflict
    }

    package func version(of space: String) -> UInt64 {
        signals.version(of: space)
    }

    package func changes(of space: String) -> AsyncStream<UInt64> {
        signals.stream(of: space)
    }

    package func removeAll() async throws {
        if let refusal = condition.withLock({ $0.refusal }) { throw refusal }
        let old = committed.withLock { entries in
            defer { entries = SortedEntries() }
            return entries
        }
        // A million entries take a tenth of a second to free; nobody needs to wait for that.
        Task.detached(priority: .background) { withExtendedLifetime(old) {} }
        signals.changedEverything()
    }

    package func close() async throws {
        condition.withLock { if $0.refusal == nil { $0.refusal = .closed } }
        signals.finish()
    }

    /// Counts a call and lets the plan spoil it; answers what only a commit can act on.
    func pass(_ step: FaultPlan.Step) throws(StorageFault) -> FaultPlan.Fault? {
        let point = try condition.withLock { condition throws(StorageFault) -> FaultPlan.Point in
            if let refusal = condition.refusal { throw refusal }
            condition.calls += 1
            if step == .commit { condition.commits += 1 }
            return FaultPlan.Point(call: condition.calls, step: step, commit: condition.commits)
        }
        guard let fault = faults.fault(point) else { return nil }
        switch fault {
        case .full:
            throw .full
        case .failure, .crash:
            let refusal = StorageFault.stopped(cause: fault == .crash ? "injected crash" : "injected failure")
            condition.withLock { $0.refusal = refusal }
            throw refusal
        case .conflict, .crashUnheard:
            return fault
        }
    }

    private func begin() async throws {
        let number = condition.withLock { condition in
            condition.transactions += 1
            return condition.transactions
        }
        if let delay = faults.delay { await delay(number) }
        _ = try pass(.begin)
    }

    /// Runs the closure once; `nil` means that it lost against another and shall run again.
    private func attempt<Outcome: Sendable>(
        _ body: @Sendable (any WriteTransaction) throws -> Outcome
    ) throws -> Outcome? {
        try committed.withLock { entries in
            let transaction = MemoryTransaction(entries: entries, engine: self)
            // Nobody else holds the entries now, so that changing them copies nothing.
            entries = SortedEntries()
            var fault: FaultPlan.Fault?
            let outcome: Outcome
            do {
                outcome = try body(transaction)
                if let refusal = transaction.refusal { throw refusal }
                fault = try pass(.commit)
            } catch {
                entries = transaction.end(keeping: false)
                throw error
            }
            entries = transaction.end(keeping: fault != .conflict)
            if fault == .conflict { return nil }
            signals.changed(transaction.touched)
            if fault == .crashUnheard {
                let refusal = StorageFault.stopped(cause: "injected crash")
                condition.withLock { $0.refusal = refusal }
                throw refusal
            }
            return outcome
        }
    }
}
