internal import Kernel
internal import Logging
internal import ServiceIAM

/// What the server does by itself while it runs, beside what its services do: writes down which keys were used.
struct Upkeep: Worker {
    let keyUsage: UsageJournal
    let clock: any Clock
    let logger: Logger

    /// Milliseconds between two writings.
    private static let interval: Int64 = 30_000

    var name: String { "key-usage" }

    /// Losing a note of use harms nobody, so a failure is logged and the server goes on.
    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "key usage not written") { try await keyUsage.flush(at: clock.now()) }
        // The task is cancelled; another one writes what is left.
        await Task {
            do {
                try await keyUsage.flush(at: clock.now(), isLast: true)
            } catch {
                logger.warning("key usage not written", metadata: ["cause": "\(error)"])
            }
        }.value
    }
}
