import Kernel
import Storage

/// Repeats a worker's round when what it works on has changed, and now and then in any case.
struct WorkWatch: Sendable {
    /// Milliseconds between two rounds without news.
    static let patrol: Int64 = 60_000
    /// Milliseconds after a round that failed.
    static let failurePause: Int64 = 5_000

    let storage: any StorageEngine
    let space: String
    let clock: any Clock

    /// Goes on until the task is cancelled.
    ///
    /// - Parameter round: answers after how many milliseconds the next round is due without news.
    func run(_ round: () async -> Int64) async {
        while !Task.isCancelled {
            // Before the round, so that no change during it is missed; anew each time, for waiting ends a stream.
            let changes = storage.changes(of: space)
            let pause = await round()
            guard !Task.isCancelled else { return }
            await wait(pause, orFor: changes)
        }
    }

    private func wait(_ milliseconds: Int64, orFor changes: AsyncStream<UInt64>) async {
        await withTaskGroup { group in
            group.addTask { try? await clock.sleep(milliseconds: milliseconds) }
            group.addTask { for await _ in changes { return } }
            _ = await group.next()
            group.cancelAll()
        }
    }
}
