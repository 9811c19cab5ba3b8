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
        let watch = WorkWatch(storage: store.storage, space: DeletedGroups.records.space, clock: clock)
        await watch.run {
            do {
                try await sweep()
                return WorkWatch.patrol
            } catch is CancellationError {
                return WorkWatch.patrol
            } catch {
                logger.error("sweeping deleted groups failed", metadata: ["cause": "\(error)"])
                return WorkWatch.failurePause
            }
        }
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
