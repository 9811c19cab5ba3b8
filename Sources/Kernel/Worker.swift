/// Work that a service does by itself while the server runs: delivering queued events, deleting what has expired.
package protocol Worker: Sendable {
    /// For logs.
    var name: String { get }

    /// Goes on until its task is cancelled; then returns soon, leaving what is undone to the next start.
    func run() async
}
