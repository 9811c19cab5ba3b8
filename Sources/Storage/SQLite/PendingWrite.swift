/// A transaction that waits for its batch, whatever it answers.
protocol WaitingWrite: AnyObject, Sendable {
    /// Runs the caller's closure and keeps what it answers; a run before this one is forgotten.
    func run(in transaction: SQLiteTransaction) throws
    /// Keeps an error as the answer.
    func fail(with error: any Error)
    /// Lets the caller go on with what was kept; exactly once, and nothing is run after it.
    func answer()
}

/// A caller's closure, what came of it, and who waits for that.
///
/// Unchecked, because the outcome changes without a lock: after the hand-over to `GroupCommit` only one thread at a
/// time has it, the writing connection's or the one that refuses.
final class PendingWrite<Outcome: Sendable>: WaitingWrite, @unchecked Sendable {
    private let body: @Sendable (any WriteTransaction) throws -> Outcome
    /// Unsafe spares an allocation and a lock for each write; that `answer` comes once is `GroupCommit`'s whole work.
    private let continuation: UnsafeContinuation<Outcome, any Error>
    private var outcome: Result<Outcome, any Error> = .failure(StorageFault.closed)

    init(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome,
        continuation: UnsafeContinuation<Outcome, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: SQLiteTransaction) throws {
        outcome = .success(try body(transaction))
    }

    func fail(with error: any Error) {
        outcome = .failure(error)
    }

    func answer() {
        continuation.resume(with: outcome)
    }
}
