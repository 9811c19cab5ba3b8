import Synchronization

/// Counts changes per space and tells subscribers.
package final class ChangeSignals: Sendable {
    private struct State {
        /// Added to every space's own count, for changes that touch all of them.
        var everything: UInt64 = 0
        var counts: [String: UInt64] = [:]
        var subscribers: [UInt64: Subscriber] = [:]
        var nextSubscriber: UInt64 = 0
    }

    private struct Subscriber {
        let space: String
        let continuation: AsyncStream<UInt64>.Continuation
    }

    private let state = Mutex(State())

    package init() {}

    /// The number that `StorageEngine.version(of:)` answers.
    package func version(of space: String) -> UInt64 {
        state.withLock { $0.everything + $0.counts[space, default: 0] }
    }

    /// Counts one change in each space; called between commit and acknowledgement.
    package func changed(_ spaces: some Sequence<String>) {
        state.withLock { state in
            for space in spaces {
                state.counts[space, default: 0] += 1
                let version = state.everything + state.counts[space, default: 0]
                for subscriber in state.subscribers.values where subscriber.space == space {
                    subscriber.continuation.yield(version)
                }
            }
        }
    }

    /// Counts one change in every space, known or not.
    package func changedEverything() {
        state.withLock { state in
            state.everything += 1
            for subscriber in state.subscribers.values {
                subscriber.continuation.yield(state.everything + state.counts[subscriber.space, default: 0])
            }
        }
    }

    /// The stream that `StorageEngine.changes(of:)` answers.
    package func stream(of space: String) -> AsyncStream<UInt64> {
        let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = Subscriber(space: space, continuation: continuation)
            return state.nextSubscriber
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.subscribers.removeValue(forKey: id) }
        }
        return stream
    }

    /// Ends every stream.
    package func finish() {
        let subscribers = state.withLock { state in
            defer { state.subscribers = [:] }
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.continuation.finish() }
    }
}
