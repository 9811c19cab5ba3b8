internal import Kernel
internal import Logging
internal import ServiceIAM
internal import ServiceLifecycle

/// What the server does by itself while it runs: writes down which keys were used.
struct Upkeep: ServiceLifecycle.Service {
    let keyUsage: UsageJournal
    let clock: any Clock
    let logger: Logger

    private static let interval = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await flush()
            }
        }
        await flush(isLast: true)
    }

    /// Losing a note of use harms nobody, so a failure is logged and the server goes on.
    private func flush(isLast: Bool = false) async {
        do {
            try await keyUsage.flush(at: clock.now(), isLast: isLast)
        } catch {
            logger.warning("key usage not written", metadata: ["cause": .string("\(error)")])
        }
    }
}
