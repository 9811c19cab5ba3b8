package import Wire

/// Where the time comes from; handed in so that tests can turn it.
package protocol Clock: Sendable {
    func now() -> Timestamp

    /// Microseconds since some fixed moment, never going back; for measuring spans.
    func microseconds() -> Int64

    /// Waits so many milliseconds; throws `CancellationError` at once when the task is cancelled.
    func sleep(milliseconds: Int64) async throws
}
