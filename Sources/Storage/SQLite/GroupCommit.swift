import GRDB
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lets waiting transactions share one fsync.
///
/// On the writing connection's own queue they run one after another inside one SQLite transaction, and are answered
/// together once that transaction is durable. Where one fails after it has written, all run again, each in its
/// savepoint, so that what failed leaves nothing behind. The next batch gathers meanwhile.
final class GroupCommit: Sendable {
    /// A transaction that waits: run it to get what answers its caller, or answer with an error.
    private struct Job: Sendable {
        let run: @Sendable (SQLiteTransaction) throws -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    /// What a batch has come to before its commit.
    private struct Trial {
        var answers: [@Sendable () -> Void] = []
        var touched: Set<String> = []
    }

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var refusal: StorageFault?
    }

    /// From how many answered at once on their return is waited for, and how long at most.
    private static let crowd = 4
    private static let patience = Duration.microseconds(100)

    private let connection: DatabaseQueue
    private let path: String
    private let batchLimit: Int
    private let signals: ChangeSignals
    private let logger: Logger
    private let state = Mutex(State())

    init(connection: DatabaseQueue, path: String, batchLimit: Int, signals: ChangeSignals, logger: Logger) {
        self.connection = connection
        self.path = path
        self.batchLimit = batchLimit
        self.signals = signals
        self.logger = logger
    }

    /// Why nothing is answered any more.
    var refusal: StorageFault? {
        state.withLock { $0.refusal }
    }

    /// Runs a closure in a transaction and returns when it is durable.
    func submit<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                Job(
                    run: { transaction in
                        let outcome = try body(transaction)
                        return { continuation.resume(returning: outcome) }
                    },
                    refuse: { continuation.resume(throwing: $0) }))
        }
    }

    /// Refuses later transactions, and returns when those before are done.
    func finish() async {
        state.withLock { if $0.refusal == nil { $0.refusal = .closed } }
        await withCheckedContinuation { continuation in
            connection.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    private func enqueue(_ job: Job) {
        let (refusal, mustStart) = state.withLock { state -> (StorageFault?, Bool) in
            if let refusal = state.refusal { return (refusal, false) }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return (nil, !state.isDraining)
        }
        if let refusal { job.refuse(refusal) }
        if mustStart {
            connection.asyncWriteWithoutTransaction { database in
                self.drain(SQLiteSession(database: database, path: self.path))
            }
        }
    }

    private func drain(_ session: SQLiteSession) {
        while let batch = nextBatch() {
            commit(batch, session)
            awaitReturn(of: batch.count)
        }
    }

    /// Waits a moment for a crowd that was just answered: most come back at once, and then share the next fsync.
    ///
    /// Without it the first to return has an fsync alone, and the others wait for it. Who writes alone waits for nobody.
    private func awaitReturn(of crowd: Int) {
        guard crowd >= Self.crowd else { return }
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        while state.withLock({ $0.waiting.count }) < crowd, clock.now < deadline { sched_yield() }
    }

    private func nextBatch() -> [Job]? {
        state.withLock { state in
            let batch = Array(state.waiting.prefix(batchLimit))
            state.waiting.removeFirst(batch.count)
            if batch.isEmpty { state.isDraining = false }
            return batch.isEmpty ? nil : batch
        }
    }

    private func commit(_ batch: [Job], _ session: SQLiteSession) {
        // Only a stop refuses what was already taken in; `closed` lets it finish.
        if let refusal, refusal != .closed { return refuse(batch, refusal) }
        guard begin(batch, session) else { return }
        do {
            var trial = try run(batch, session, isGuarded: false)
            if trial == nil {
                try session.execute(.rollback)
                guard begin(batch, session) else { return }
                trial = try run(batch, session, isGuarded: true)
            }
            try session.execute(.commit)
            guard let trial else { return }
            if !trial.touched.isEmpty { signals.changed(trial.touched) }
            for answer in trial.answers { answer() }
        } catch {
            recover(from: error, batch, session)
        }
    }

    private func begin(_ batch: [Job], _ session: SQLiteSession) -> Bool {
        do {
            try session.execute(.beginWriting)
            return true
        } catch {
            // Nothing was begun, so nothing is in doubt unless the file is: someone may hold the file for a while.
            if error.leavesDiskInDoubt { stop(error, batch) } else { refuse(batch, error) }
            return false
        }
    }

    /// Runs transactions one after another, at first without savepoints, which cost more than some of what they guard.
    ///
    /// `nil` where one failed after it had written: then all must run again, each behind its savepoint.
    private func run(
        _ batch: [Job], _ session: SQLiteSession, isGuarded: Bool
    ) throws(StorageFault) -> Trial? {
        var trial = Trial()
        for job in batch {
            if isGuarded { try session.execute(.savepoint) }
            let transaction = SQLiteTransaction(session: session)
            defer { transaction.isOpen = false }
            do {
                let answer = try job.run(transaction)
                if let fault = transaction.fault { throw fault }
                if isGuarded { try session.execute(.release) }
                trial.touched.formUnion(transaction.touched)
                trial.answers.append(answer)
            } catch {
                if let fault = transaction.fault, session.isAutocommitting || fault.leavesDiskInDoubt { throw fault }
                if isGuarded {
                    try session.execute(.rollbackToSavepoint)
                    try session.execute(.release)
                } else if !transaction.touched.isEmpty {
                    return nil
                }
                trial.answers.append { job.refuse(error) }
            }
        }
        return trial
    }

    /// Undoes a batch that did not commit, and goes on where that is safe.
    private func recover(from fault: StorageFault, _ batch: [Job], _ session: SQLiteSession) {
        var inDoubt = fault.leavesDiskInDoubt
        if !session.isAutocommitting {
            do { try session.execute(.rollback) } catch { inDoubt = true }
        }
        guard fault == .full, !inDoubt else { return stop(fault, batch) }
        // Nothing of the batch was kept. One by one, those that still fit are kept and the others hear `full`.
        if batch.count == 1 { return refuse(batch, fault) }
        for job in batch { commit([job], session) }
    }

    /// A failed commit or fsync: nobody knows what the disk holds, and asking again may be answered with a lie.
    private func stop(_ fault: StorageFault, _ batch: [Job]) {
        let refusal = StorageFault.stopped(cause: fault.description)
        logger.critical("the store stopped", metadata: ["cause": "\(fault)"])
        let waiting = state.withLock { state in
            state.refusal = refusal
            defer { state.waiting = [] }
            return state.waiting
        }
        refuse(batch + waiting, refusal)
    }

    private func refuse(_ jobs: [Job], _ fault: StorageFault) {
        for job in jobs { job.refuse(fault) }
    }
}
