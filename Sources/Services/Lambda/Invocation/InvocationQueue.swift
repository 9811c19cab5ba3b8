import Kernel
import Storage
import Synchronization

/// An asynchronous invocation that waits for its turn.
struct QueuedInvocation: Codable, Hashable, Sendable {
    let function: FunctionID
    /// A later function of the same name is not to get this one's events.
    let incarnation: String
    let qualifier: String?
    /// The same on all tries.
    let requestID: String
    /// JSON.
    let payload: String
    let traceHeader: String?
    /// Milliseconds since 1970.
    let acceptedAt: Int64
    /// Tries that ended in an error of the function.
    var failures = 0
    /// Tries in a row that did not reach the function.
    var refusals = 0

    var locator: FunctionLocator { FunctionLocator(id: function, qualifier: qualifier) }
}

/// Says that a function's queue may hold something.
struct QueueMark: Codable, Hashable, Sendable {
    let function: FunctionID
}

/// What was accepted and has not been done: one durable queue for each function, so that none waits behind another's.
final class InvocationQueue: Sendable {
    typealias Item = QueueItem<QueuedInvocation>

    /// The functions whose queues are not empty.
    static let marks = Records<QueueMark>(
        "lambda/async-mark", account: \.function.account.digits, key: { Functions.key($0.function) })

    private let store: LambdaStore
    private let news = Mutex<Set<FunctionID>>([])
    /// Raised when something was accepted, or has changed in a way that a worker should look at.
    let signal = Signal()

    init(store: LambdaStore) {
        self.store = store
    }

    /// Lost leases never count: only the invocation's own tries do.
    static func queue(of function: FunctionID) -> DurableQueue<QueuedInvocation> {
        DurableQueue(
            "lambda/async/\(function.account)/\(function.region)/\(function.name)",
            settings: QueueSettings(maximumAttempts: .max))
    }

    /// Accepts an invocation; it will run once this returns, whatever happens to the server.
    func accept(_ invocation: QueuedInvocation) async throws {
        let id = store.random.uuid()
        try await store.write { transaction in
            let function = invocation.function
            try Self.queue(of: function).enqueue(
                invocation, id: id, account: function.account.digits, now: invocation.acceptedAt, in: transaction)
            let mark = try Self.marks.get(
                Functions.key(function), account: function.account.digits, in: transaction)
            if mark == nil { try Self.marks.insert(QueueMark(function: function), in: transaction) }
        }
        _ = news.withLock { $0.insert(invocation.function) }
        signal.raise()
    }

    /// The functions that were given something since the last question.
    func takeNews() -> Set<FunctionID> {
        news.withLock { news in
            defer { news = [] }
            return news
        }
    }

    /// Every function whose queue is not empty.
    func marked() async throws -> [FunctionID] {
        try await store.read { try Self.marks.scanAllAccounts(in: $0).map(\.function) }
    }

    /// Makes workers look at everything anew.
    func signalAll() {
        signal.raise()
    }
}
