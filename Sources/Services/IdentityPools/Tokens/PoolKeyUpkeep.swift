import Kernel
import Logging
import TokenSigning

/// Renews the keys of pools' tokens before they are old.
struct PoolKeyUpkeep: Worker {
    /// Milliseconds between two rounds.
    static let interval: Int64 = 3_600_000

    let keys: PoolKeys
    let rotation: KeyRotation
    let clock: any Clock
    let logger: Logger

    var name: String { "identity-pool-keys" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "looking after identity pools' keys failed") {
            if try await keys.renew(rotation, at: clock.now()) {
                logger.info("Identity pools have a new signing key.")
            }
        }
    }
}
