import GRDB
import Logging
import Synchronization

/// Lets waiting transactions share one fsync.
///
/// On the writing connection's own queue they run one after another inside one SQLite transaction, each in its
/// savepoint, and are answered together once that transaction is durable. The next batch gathers meanwhile.
final class GroupCommit: Sendable {
    /// A transaction that waits: run it to get what answers its caller, or answer with an error.
    private struct Job: Sendable {
        let run: @Sendable (SQLiteTransaction) throws -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var refusal: StorageFault?
    }

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
        while let batch = nextBatch() { commit(batch, session) }
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
        var answers: [@Sendable () -> Void] = []
        var touched: Set<String> = []
        do {
            try session.execute("BEGIN IMMEDIATE")
        } catch {
            // Nothing was begun, so nothing is in doubt unless the file is: someone may hold the file for a while.
            return error.leavesDiskInDoubt ? stop(error, batch) : refuse(batch, error)
        }
        do {
            for job in batch { answers.append(try run(job, session, &touched)) }
            try session.execute("COMMIT")
        } catch {
            return recover(from: error, batch, session)
        }
        if !touched.isEmpty { signals.changed(touched) }
        for answer in answers { answer() }
    }

    /// Runs one transaction in its savepoint; throws only what spoils the whole batch.
    private func run(
        _ job: Job, _ session: SQLiteSession, _ touched: inout Set<String>
    ) throws(StorageFault) -> @Sendable () -> Void {
        try session.execute("SAVEPOINT one")
        let transaction = SQLiteTransaction(session: session)
        defer { transaction.isOpen = false }
        do {
            let answer = try job.run(transaction)
            if let fault = transaction.fault { throw fault }
            try session.execute("RELEASE one")
            touched.formUnion(transaction.touched)
            return answer
        } catch {
            if let fault = transaction.fault, session.isAutocommitting || fault.leavesDiskInDoubt { throw fault }
            try session.execute("ROLLBACK TO one")
            try session.execute("RELEASE one")
            return { job.refuse(error) }
        }
    }

    /// Undoes a batch that did not commit, and goes on where that is safe.
    private func recover(from fault: StorageFault, _ batch: [Job], _ session: SQLiteSession) {
        var inDoubt = fault.leavesDiskInDoubt
        if !session.isAutocommitting {
            do { try session.execute("ROLLBACK") } catch { inDoubt = true }
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
