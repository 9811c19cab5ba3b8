import Kernel
import Synchronization

/// A streamed answer between the function that makes it and the caller who takes it: each part waits to be taken.
///
/// Only one may send, and only one may take.
final class AnswerStream: Sendable {
    private struct State {
        var part: FunctionStreamPart?
        var sender: CheckedContinuation<Void, any Error>?
        var taker: CheckedContinuation<FunctionStreamPart?, any Error>?
        var end: Result<InvocationEngine.Finished, any Error>?
        var isAbandoned = false
    }

    private let state = Mutex(State())

    /// Offers a part; returns when it was taken, throws once nobody takes any more.
    func send(_ part: FunctionStreamPart) async throws {
        try await withCheckedThrowingContinuation { (sender: CheckedContinuation<Void, any Error>) in
            let wake: (() -> Void) = state.withLock { state in
                if state.isAbandoned { return { sender.resume(throwing: CancellationError()) } }
                if let taker = state.taker {
                    state.taker = nil
                    return {
                        taker.resume(returning: part)
                        sender.resume()
                    }
                }
                state.part = part
                state.sender = sender
                return {}
            }
            wake()
        }
    }

    /// The next part; `nil` after the last. Throws why the invocation could not be made.
    func next() async throws -> FunctionStreamPart? {
        try await withCheckedThrowingContinuation { taker in
            let wake: (() -> Void) = state.withLock { state in
                if let part = state.part {
                    let sender = state.sender
                    state.part = nil
                    state.sender = nil
                    return {
                        sender?.resume()
                        taker.resume(returning: part)
                    }
                }
                switch state.end {
                case .success?: return { taker.resume(returning: nil) }
                case .failure(let error)?: return { taker.resume(throwing: error) }
                case nil: state.taker = taker
                }
                return {}
            }
            wake()
        }
    }

    /// How the invocation ended, once `next` has answered `nil`.
    var finished: InvocationEngine.Finished? {
        state.withLock { try? $0.end?.get() }
    }

    func end(_ result: Result<InvocationEngine.Finished, any Error>) {
        let taker = state.withLock { state in
            state.end = result
            defer { state.taker = nil }
            return state.taker
        }
        switch result {
        case .success: taker?.resume(returning: nil)
        case .failure(let error): taker?.resume(throwing: error)
        }
    }

    /// Says that nobody will take more.
    func abandon() {
        let sender = state.withLock { state in
            state.isAbandoned = true
            state.part = nil
            defer { state.sender = nil }
            return state.sender
        }
        sender?.resume(throwing: CancellationError())
    }
}

/// The taker's end of a streamed answer; when it is let go, the function learns that nobody listens.
final class AnswerTaker: Sendable {
    private let stream: AnswerStream

    init(_ stream: AnswerStream) {
        self.stream = stream
    }

    deinit { stream.abandon() }

    func next() async throws -> FunctionStreamPart? { try await stream.next() }

    var finished: InvocationEngine.Finished? { stream.finished }
}

extension InvocationEngine {
    /// Starts an invocation whose answer comes in parts.
    func stream(_ order: Order, version: StoredVersion) -> AnswerTaker {
        let stream = AnswerStream()
        Task {
            do {
                stream.end(.success(try await run(order, version: version) { try await stream.send($0) }))
            } catch {
                stream.end(.failure(error))
            }
        }
        return AnswerTaker(stream)
    }
}
