import Dispatch
import Synchronization

/// The few threads on which files are read and written, so that a slow disk never holds up the cooperative pool.
struct FileThreads: Sendable {
    private let queues: [DispatchQueue]
    private let turn: Turn

    init(count: Int = 4) {
        queues = (0..<count).map { DispatchQueue(label: "martlet.blobs.\($0)") }
        turn = Turn()
    }

    /// Runs blocking work on the next thread in turn, and waits without blocking.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let queue = queues[turn.next() % queues.count]
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Counts around the queues.
    private final class Turn: Sendable {
        private let count = Atomic<Int>(0)

        func next() -> Int {
            count.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max
        }
    }
}
