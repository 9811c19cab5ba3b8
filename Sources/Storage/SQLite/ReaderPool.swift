import GRDB
import Synchronization

/// The connections that read, used on the caller's own thread: a short read costs less than changing threads twice.
final class ReaderPool: Sendable {
    private struct State {
        var connections: [(queue: DatabaseQueue, users: Int)] = []
        var isClosed = false
    }

    private let path: String
    private let settings: SQLiteSettings
    private let state = Mutex(State())

    init(path: String, settings: SQLiteSettings) {
        self.path = path
        self.settings = settings
    }

    /// Runs a closure on a snapshot, waiting for a connection when each has its user.
    func read<Outcome>(_ body: (any ReadTransaction) throws -> Outcome) throws -> Outcome {
        let (index, queue) = try acquire()
        defer { state.withLock { if $0.connections.indices.contains(index) { $0.connections[index].users -= 1 } } }
        return try queue.unsafeRead { database in
            let session = SQLiteSession(database: database, path: path)
            try session.execute(.begin)
            let transaction = SQLiteTransaction(session: session)
            defer { transaction.isOpen = false }
            do {
                let outcome = try body(transaction)
                if let fault = transaction.fault { throw fault }
                try session.execute(.commit)
                return outcome
            } catch {
                if !session.isAutocommitting { try session.execute(.rollback) }
                throw error
            }
        }
    }

    /// Closes every connection once its user is done.
    func close() throws {
        let connections = state.withLock { state in
            state.isClosed = true
            defer { state.connections = [] }
            return state.connections
        }
        for connection in connections { try connection.queue.close() }
    }

    private func acquire() throws -> (Int, DatabaseQueue) {
        try state.withLock { state in
            if state.isClosed { throw StorageFault.closed }
            var best = state.connections.indices.min { state.connections[$0].users < state.connections[$1].users }
            if best.map({ state.connections[$0].users > 0 }) ?? true, state.connections.count < settings.readers {
                state.connections.append((try SQLiteFile.openReader(path, settings: settings), 0))
                best = state.connections.count - 1
            }
            guard let best else { throw StorageFault.closed }
            state.connections[best].users += 1
            return (best, state.connections[best].queue)
        }
    }
}
