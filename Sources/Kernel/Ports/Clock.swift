package import Wire

/// Where the time comes from; handed in so that tests can turn it.
package protocol Clock: Sendable {
    func now() -> Timestamp
}
