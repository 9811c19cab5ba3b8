import Dispatch
import Synchronization

/// The few threads on which passwords are hashed, so that a flood of sign-ins exhausts neither memory nor the
/// cooperative pool.
///
/// So many hashes run at a time; so many callers more may wait, first come first served; whoever comes then is
/// turned away at once with `CryptographyFault.overloaded`. A caller whose task is cancelled leaves the line.
package final class PasswordWorkers: Sendable {
    private let parameters: Argon2id
    private let longestLine: Int
    private let queues: [DispatchQueue]
    private let state: Mutex<State>

    /// By default four at a time (76 MiB with the default parameters), and a line of 256.
    package init(parameters: Argon2id = Argon2id(), atOnce: Int = 4, longestLine: Int = 256) {
        self.parameters = parameters
        self.longestLine = longestLine
        queues = (0..<atOnce).map { DispatchQueue(label: "martlet.passwords.\($0)") }
        state = Mutex(State(idle: Array(0..<atOnce)))
    }

    /// What is to be kept of a new password; the salt is `Argon2id.saltLength` random bytes.
    package func hash(_ password: String, salt: [UInt8]) async throws -> String {
        let parameters = parameters
        return try await run { try parameters.hash(password, salt: salt) }
    }

    /// Whether a password is the one that was hashed; where there is no hash none is, after just as long.
    package func isValid(_ password: String, against hash: String?) async throws -> Bool {
        let hash = hash ?? parameters.unmatched
        return try await run { try Argon2id.isValid(password, against: hash) }
    }

    /// How many callers are in line.
    package var waiting: Int {
        state.withLock { $0.waiting }
    }

    /// Runs costly work when its turn comes.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let ticket = state.withLock { $0.ticket() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                admit(
                    Job(
                        ticket: ticket,
                        run: { continuation.resume(with: Result(catching: work)) },
                        refuse: { continuation.resume(throwing: $0) }
                    ))
            }
        } onCancel: {
            let job = state.withLock { $0.leave(ticket) }
            job?.refuse(CancellationError())
        }
    }

    private func admit(_ job: Job) {
        switch state.withLock({ $0.admit(job, longestLine: longestLine) }) {
        case .starts(let worker): queues[worker].async { self.work(job, as: worker) }
        case .waits: break
        case .refused: job.refuse(CryptographyFault.overloaded)
        }
    }

    /// Does one job and whatever waits then, until nobody does.
    private func work(_ first: Job, as worker: Int) {
        var job: Job? = first
        while let current = job {
            current.run()
            job = state.withLock { $0.next(for: worker) }
        }
    }

    private struct Job: Sendable {
        let ticket: UInt64
        let run: @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private enum Admission {
        case starts(worker: Int)
        case waits
        case refused
    }

    private struct State {
        var idle: [Int]
        private var line: [Job] = []
        private var tickets: UInt64 = 0

        var waiting: Int { line.count }

        init(idle: [Int]) {
            self.idle = idle
        }

        mutating func ticket() -> UInt64 {
            tickets += 1
            return tickets
        }

        mutating func admit(_ job: Job, longestLine: Int) -> Admission {
            if let worker = idle.popLast() { return .starts(worker: worker) }
            guard line.count < longestLine else { return .refused }
            line.append(job)
            return .waits
        }

        mutating func next(for worker: Int) -> Job? {
            guard !line.isEmpty else {
                idle.append(worker)
                return nil
            }
            return line.removeFirst()
        }

        mutating func leave(_ ticket: UInt64) -> Job? {
            line.firstIndex { $0.ticket == ticket }.map { line.remove(at: $0) }
        }
    }
}
