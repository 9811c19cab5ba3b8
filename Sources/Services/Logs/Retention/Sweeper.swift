import Kernel
import Logging
import Storage
import Wire

/// Removes, bit by bit, what deleted groups and streams left behind, and events that are past their group's retention.
///
/// Nobody waits for it: what it will remove cannot be read any more. It takes up its work again after a crash, for
/// graves are kept and horizons follow from the time.
struct Sweeper: Worker {
    let storage: any StorageEngine
    let clock: any Clock
    let logger: Logger

    /// Milliseconds between two rounds in which nothing was deleted.
    private static let pause: Int64 = 60_000
    /// Milliseconds after a round that failed.
    private static let failurePause: Int64 = 5_000

    var name: String { "logs-sweeper" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.pause, failurePause: Self.failurePause) {
            storage.changes(of: Graves.records.space)
        }
        await work.run(saying: "sweeping logs failed") { try await sweep() }
    }

    /// One round: every grave, then every group that forgets.
    func sweep() async throws {
        let graves = try await storage.read { try Graves.records.scanAllAccounts(in: $0) }
        for grave in graves { try await GraveSweep(storage: storage, grave: grave).run() }
        let groups = try await storage.read { transaction in
            try Groups.records.scanAllAccounts(in: transaction).filter { $0.retentionDays != nil }
        }
        for group in groups { try await ExpirySweep(storage: storage, group: group).run(at: clock.now()) }
    }
}
