import Blobs
import Kernel
import Logging
import Storage

/// Removes archives that nothing names: those of crashes between storing and naming, and of erased accounts.
struct CodeSweeper: Worker {
    /// Milliseconds between two rounds.
    static let interval: Int64 = 3_600_000
    /// Seconds that an archive may wait for its record.
    static let grace = 3600

    let store: LambdaStore
    let blobs: any BlobStore
    let clock: any Clock
    let logger: Logger

    var name: String { "lambda-code-sweeper" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "sweeping archives failed") { try await sweep() }
    }

    /// One round: what is named is read first, so that an archive named meanwhile is young and spared.
    func sweep() async throws {
        let live = try await store.read { transaction in
            let versions = try Versions.records.scan(serverIndex: "blob", in: transaction).flatMap(\.blobs)
            let layers = try LayerVersions.records.scan(serverIndex: "blob", in: transaction).map(\.code.blob)
            return Set(versions + layers)
        }
        try await blobs.sweep(keeping: live, olderThan: Self.grace)
    }
}
