package import Logging

/// A worker's round, again and again: after a pause, at once when there is news, and sooner after a failure.
///
/// Rounds should look before they write: on an idle server they come every minute, and each write is a commit.
package struct PeriodicWork: Sendable {
    private let clock: any Clock
    private let logger: Logger
    private let pause: Int64
    private let failurePause: Int64
    private let news: (@Sendable () -> AsyncStream<UInt64>)?

    /// - Parameters:
    ///   - pause: milliseconds between two rounds without news.
    ///   - failurePause: milliseconds after a round that failed; as long as `pause` where it is not said.
    ///   - news: makes a stream of changes that make a round due, such as an engine's `changes(of:)`.
    package init(
        clock: any Clock,
        logger: Logger,
        pause: Int64,
        failurePause: Int64? = nil,
        news: (@Sendable () -> AsyncStream<UInt64>)? = nil
    ) {
        self.clock = clock
        self.logger = logger
        self.pause = pause
        self.failurePause = failurePause ?? pause
        self.news = news
    }

    /// Goes on until the task is cancelled. A round that fails is logged, and the next one does what it left undone.
    ///
    /// - Parameter failure: what the log says of a round that failed.
    package func run(saying failure: Logger.Message, _ round: () async throws -> Void) async {
        while !Task.isCancelled {
            // Before the round, so that no change during it is missed; anew each time, for waiting ends a stream.
            let changes = news?()
            var wait = pause
            do {
                try await round()
            } catch {
                guard !Task.isCancelled, !(error is CancellationError) else { return }
                logger.error(failure, metadata: ["cause": "\(error)"])
                wait = failurePause
            }
            do {
                try await rest(wait, orUntil: changes)
            } catch {
                return
            }
        }
    }

    private func rest(_ milliseconds: Int64, orUntil changes: AsyncStream<UInt64>?) async throws {
        guard let changes else { return try await clock.sleep(milliseconds: milliseconds) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(milliseconds: milliseconds) }
            group.addTask {
                for await _ in changes { return }
                // The stream ended without a change; nothing is due before the time.
                try await clock.sleep(milliseconds: milliseconds)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
