import Kernel
import Logging
import Storage

/// Removes, bit by bit, the memberships of deleted groups. Nobody waits for it: they count no more.
struct GroupSweeper: Worker {
    let store: UserPoolStore
    let clock: any Clock
    let logger: Logger

    var name: String { "user-pools-group-sweeper" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: 60_000, failurePause: 5_000) {
            store.storage.changes(of: DeletedGroups.records.space)
        }
        await work.run(saying: "sweeping deleted groups failed") { try await sweep() }
    }

    /// One round over all that is left, a portion in each transaction; what a crash interrupts, the next round ends.
    func sweep() async throws {
        for group in try await store.read({ try DeletedGroups.records.scanAllAccounts(in: $0) }) {
            var isDone = false
            while !isDone {
                try Task.checkCancellation()
                isDone = try await store.write { transaction in
                    let isDone = try Memberships.removePortion(of: group, transaction)
                    if isDone { try DeletedGroups.remove(group, transaction) }
                    return isDone
                }
            }
        }
    }
}
