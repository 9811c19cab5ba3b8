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
    private struct State {
        var waiting: [any WaitingWrite] = []
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
    /// How many wait; changed under the lock, and looked at without it by who waits for a crowd.
    private let waitingCount = Atomic(0)

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
        try await withUnsafeThrowingContinuation { enqueue(PendingWrite(body, continuation: $0)) }
    }

    /// Refuses later transactions, and returns when those before are done.
    func finish() async {
        state.withLock { if $0.refusal == nil { $0.refusal = .closed } }
        await withCheckedContinuation { continuation in
            connection.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    private func enqueue(_ write: any WaitingWrite) {
        let (refusal, mustStart) = state.withLock { state -> (StorageFault?, Bool) in
            if let refusal = state.refusal { return (refusal, false) }
            state.waiting.append(write)
            waitingCount.store(state.waiting.count, ordering: .relaxed)
            defer { state.isDraining = true }
            return (nil, !state.isDraining)
        }
        if let refusal { refuse(CollectionOfOne(write), refusal) }
        if mustStart {
            connection.asyncWriteWithoutTransaction { database in
                self.drain(SQLiteSession(database: database, path: self.path))
            }
        }
    }

    private func drain(_ session: SQLiteSession) {
        var batch: [any WaitingWrite] = []
        while takeBatch(into: &batch) {
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
        while waitingCount.load(ordering: .relaxed) < crowd, clock.now < deadline { sched_yield() }
    }

    /// Fills an array, whose room is used again and again, with those who wait; false when nobody does.
    private func takeBatch(into batch: inout [any WaitingWrite]) -> Bool {
        batch.removeAll(keepingCapacity: true)
        return state.withLock { state in
            if state.waiting.count <= batchLimit {
                swap(&batch, &state.waiting)
            } else {
                batch.append(contentsOf: state.waiting.prefix(batchLimit))
                state.waiting.removeFirst(batchLimit)
            }
            waitingCount.store(state.waiting.count, ordering: .relaxed)
            if batch.isEmpty { state.isDraining = false }
            return !batch.isEmpty
        }
    }

    private func commit(_ batch: [any WaitingWrite], _ session: SQLiteSession) {
        // Only a stop refuses what was already taken in; `closed` lets it finish.
        if let refusal, refusal != .closed { return refuse(batch, refusal) }
        guard begin(batch, session) else { return }
        do {
            var touched = try run(batch, session, isGuarded: false)
            if touched == nil {
                try session.execute(.rollback)
                // Who was alone has heard why, and harms nobody.
                if batch.count == 1 { return batch[0].answer() }
                guard begin(batch, session) else { return }
                touched = try run(batch, session, isGuarded: true)
            }
            guard let names = touched?.names else {
                try session.execute(.rollback)
                for write in batch { commit([write], session) }
                return
            }
            try session.execute(.commit)
            if !names.isEmpty { signals.changed(names) }
            for write in batch { write.answer() }
        } catch {
            recover(from: error, batch, session)
        }
    }

    private func begin(_ batch: [any WaitingWrite], _ session: SQLiteSession) -> Bool {
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
    /// Answers the spaces that changed, or `nil` where one failed that cannot be undone by itself: then all must run
    /// again, each behind its savepoint, or where that was not enough, each in a transaction of its own.
    private func run(
        _ batch: [any WaitingWrite], _ session: SQLiteSession, isGuarded: Bool
    ) throws(StorageFault) -> TouchedSpaces? {
        var touched = TouchedSpaces()
        let spills = session.spills
        for write in batch {
            if isGuarded { try session.execute(.savepoint) }
            let transaction = SQLiteTransaction(session: session, touched: touched)
            defer { transaction.isOpen = false }
            do {
                try write.run(in: transaction)
                if let fault = transaction.fault { throw fault }
                if isGuarded { try session.execute(.release) }
                touched = transaction.touched
            } catch {
                if let fault = transaction.fault, session.isAutocommitting || fault.leavesDiskInDoubt { throw fault }
                write.fail(with: error)
                guard transaction.hasChanged || transaction.fault != nil || isGuarded else { continue }
                // Once pages have gone to the log before their commit, SQLite (3.40) does not go back to a savepoint
                // without harm: it may link the commit's checksums to what was undone, and then finds neither that
                // commit nor those behind it after a crash.
                guard isGuarded, session.spills == spills else { return nil }
                try session.execute(.rollbackToSavepoint)
                try session.execute(.release)
            }
        }
        return touched
    }

    /// Undoes a batch that did not commit, and goes on where that is safe.
    private func recover(from fault: StorageFault, _ batch: [any WaitingWrite], _ session: SQLiteSession) {
        var inDoubt = fault.leavesDiskInDoubt
        if !session.isAutocommitting {
            do { try session.execute(.rollback) } catch { inDoubt = true }
        }
        guard fault == .full, !inDoubt else { return stop(fault, batch) }
        // Nothing of the batch was kept. One by one, those that still fit are kept and the others hear `full`.
        if batch.count == 1 { return refuse(batch, fault) }
        for write in batch { commit([write], session) }
    }

    /// A failed commit or fsync: nobody knows what the disk holds, and asking again may be answered with a lie.
    private func stop(_ fault: StorageFault, _ batch: [any WaitingWrite]) {
        let refusal = StorageFault.stopped(cause: fault.description)
        logger.critical("the store stopped", metadata: ["cause": "\(fault)"])
        let waiting = state.withLock { state in
            state.refusal = refusal
            defer { state.waiting = [] }
            return state.waiting
        }
        refuse(batch + waiting, refusal)
    }

    private func refuse(_ writes: some Sequence<any WaitingWrite>, _ fault: StorageFault) {
        for write in writes {
            write.fail(with: fault)
            write.answer()
        }
    }
}
