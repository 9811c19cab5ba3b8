internal import Kernel
internal import Synchronization

/// One invocation on its way: between the task that waits for it and the environment that runs it.
final class InvocationTicket: Sendable {
    /// How the environment parts with an invocation.
    enum Ending: Sendable {
        case finished(FunctionOutcome)
        /// The function has not seen it: it may go to another environment.
        case handedBack
        case failed(any Error)
    }

    private enum State {
        case open
        case awaited(CheckedContinuation<Ending, any Error>)
        case ended(Ending)
        case abandoned
    }

    private struct Flow {
        var waiting = 0
        var isAbandoned = false
        var whenDrained: (@Sendable () -> Void)?
    }

    /// So many bytes of a streamed answer may wait for their reader before the function is held up.
    private static let highWater = 1 << 20

    let invocation: FunctionInvocation
    /// The answer part by part, where it is wanted so.
    let parts: AsyncStream<FunctionStreamPart>?
    private let feed: AsyncStream<FunctionStreamPart>.Continuation?
    private let state = Mutex(State.open)
    private let flow = Mutex(Flow())

    init(_ invocation: FunctionInvocation, streams: Bool) {
        self.invocation = invocation
        (parts, feed) = streams ? AsyncStream.makeStream() : (nil, nil)
    }

    /// Waits for the end; throws `CancellationError` when the waiting task is cancelled.
    func ending() async throws -> Ending {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Ending? = state.withLock { state in
                    switch state {
                    case .ended(let ending): return ending
                    case .open:
                        if Task.isCancelled { return .failed(CancellationError()) }
                        state = .awaited(continuation)
                        return nil
                    case .awaited, .abandoned: return .failed(CancellationError())
                    }
                }
                if let known { continuation.resume(with: Self.result(known)) }
            }
        } onCancel: {
            abandon()
        }
    }

    /// Says how it ended; only the first word counts.
    func end(_ ending: Ending) {
        feed?.finish()
        let waiting: CheckedContinuation<Ending, any Error>? = state.withLock { state in
            switch state {
            case .open:
                state = .ended(ending)
                return nil
            case .awaited(let continuation):
                state = .ended(ending)
                return continuation
            case .ended, .abandoned: return nil
            }
        }
        waiting?.resume(with: Self.result(ending))
    }

    /// Nobody waits any more; the function goes on.
    func abandon() {
        let (waiting, drained) = (
            state.withLock { state -> CheckedContinuation<Ending, any Error>? in
                defer { if case .ended = state {} else { state = .abandoned } }
                if case .awaited(let continuation) = state { return continuation }
                return nil
            },
            flow.withLock { flow in
                flow.isAbandoned = true
                defer { flow.whenDrained = nil }
                return flow.whenDrained
            }
        )
        drained?()
        feed?.finish()
        waiting?.resume(throwing: CancellationError())
    }

    /// Passes on a part of the answer. Answers whether more may come at once; else calls back when it may.
    func send(_ part: FunctionStreamPart, whenDrained: @escaping @Sendable () -> Void) -> Bool {
        feed?.yield(part)
        return flow.withLock { flow in
            guard !flow.isAbandoned else { return true }
            flow.waiting += Self.size(of: part)
            guard flow.waiting > Self.highWater else { return true }
            flow.whenDrained = whenDrained
            return false
        }
    }

    /// A part has reached its reader.
    func consumed(_ part: FunctionStreamPart) {
        let drained = flow.withLock { flow -> (@Sendable () -> Void)? in
            flow.waiting -= Self.size(of: part)
            guard flow.waiting <= Self.highWater / 2 else { return nil }
            defer { flow.whenDrained = nil }
            return flow.whenDrained
        }
        drained?()
    }

    private static func size(of part: FunctionStreamPart) -> Int {
        if case .bytes(let bytes) = part { bytes.count } else { 0 }
    }

    private static func result(_ ending: Ending) -> Result<Ending, any Error> {
        if case .failed(let error) = ending { .failure(error) } else { .success(ending) }
    }
}
