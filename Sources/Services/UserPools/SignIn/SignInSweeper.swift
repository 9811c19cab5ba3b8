import Kernel
import Logging
import Storage
import Wire

/// Removes what sign-ins left behind: answered steps and kept states that are too old, forgotten failures, and codes
/// long expired.
struct SignInSweeper: Worker {
    let storage: any StorageEngine
    let clock: any Clock
    let logger: Logger

    /// Milliseconds between two rounds.
    private static let pause: Int64 = 60_000
    /// So many records go in one transaction.
    private static let batch = 500

    var name: String { "sign-in-sweeper" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.pause)
        await work.run(saying: "sweeping sign-ins failed") { try await sweep() }
    }

    /// One round: all that is past its time now.
    func sweep() async throws {
        let now = clock.now().milliseconds
        // Looked at first: a transaction that changes nothing would still be a commit.
        while try await storage.read({ try Self.isAnyDue(before: now, $0) }) {
            _ = try await storage.write { try Self.removeSome(before: now, $0) }
        }
    }

    private static func isAnyDue(before now: Int64, _ transaction: any ReadTransaction) throws -> Bool {
        let spent = try SpentSessions.records.scan(serverIndex: "expiry", prefix: [], limit: 1, in: transaction)
        if let first = spent.first, first.expiresAt <= now { return true }
        let kept = try KeptSessions.records.scan(serverIndex: "expiry", prefix: [], limit: 1, in: transaction)
        if let first = kept.first, first.expiresAt <= now { return true }
        if try Codes.isAnyStale(before: now, transaction) { return true }
        let failures = try Lockout.records.scan(serverIndex: "forgotten", prefix: [], limit: 1, in: transaction)
        return failures.first.map { $0.forgottenAt <= now } ?? false
    }

    private static func removeSome(before now: Int64, _ transaction: any WriteTransaction) throws -> Int {
        let spent = try SpentSessions.records.scan(serverIndex: "expiry", prefix: [], limit: batch, in: transaction)
            .filter { $0.expiresAt <= now }
        for session in spent {
            _ = try SpentSessions.records.remove(
                SpentSessions.key(session.pool, session.id), account: session.account.digits, in: transaction)
        }
        let kept = try KeptSessions.records.scan(serverIndex: "expiry", prefix: [], limit: batch, in: transaction)
            .filter { $0.expiresAt <= now }
        for session in kept {
            _ = try KeptSessions.records.remove(
                SpentSessions.key(session.pool, session.id), account: session.account.digits, in: transaction)
        }
        return try spent.count + kept.count + Lockout.sweep(before: now, limit: batch, transaction)
            + Codes.sweep(before: now, limit: batch, transaction)
    }
}
