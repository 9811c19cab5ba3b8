package import Wire

/// Where the time comes from; handed in so that tests can turn it.
package protocol Clock: Sendable {
    func now() -> Timestamp

    /// Microseconds since some fixed moment, never going back; for measuring spans.
    func microseconds() -> Int64
}
