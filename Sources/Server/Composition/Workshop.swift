internal import Blobs
internal import Foundation
internal import FunctionRuntime
internal import Kernel
internal import Logging
internal import Storage

/// Where functions' code lies and where they run: beside the database, or in a temporary folder of an ephemeral server.
struct Workshop: Sendable {
    let blobs: any BlobStore
    let runner: ProcessRunner
    /// Removed at the end; `nil` where the data folder keeps it.
    private let temporary: URL?

    static func open(
        _ settings: ServerSettings, _ store: Store, clock: any Clock, random: any RandomSource, logger: Logger
    ) throws(StartFault) -> Workshop {
        do {
            let temporary = store.folder == nil ? Self.temporaryFolder(random) : nil
            let root = temporary ?? URL(fileURLWithPath: store.folder?.path ?? "")
            let blobs: any BlobStore =
                temporary == nil
                ? try LocalBlobs(folder: root.appendingPathComponent("blobs").path) : MemoryBlobs()
            let runner = ProcessRunner(
                settings: RunnerSettings(
                    folder: root.appendingPathComponent("functions").path,
                    sandbox: settings.functionSandbox,
                    environments: settings.functionEnvironments,
                    idleSeconds: settings.functionIdleSeconds,
                    searchPath: Self.searchPath
                ),
                blobs: blobs,
                clock: clock,
                random: random,
                logger: logger
            )
            return Workshop(blobs: blobs, runner: runner, temporary: temporary)
        } catch {
            throw StartFault("the folder for functions' code cannot be used: \(error)")
        }
    }

    /// Where interpreters and the sandbox's tools are looked for: as the operator's shell does, then where they lie.
    private static var searchPath: [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/bin"]
    }

    private static func temporaryFolder(_ random: any RandomSource) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(random.uuid())")
    }

    func close() async {
        await runner.close()
        if let temporary { try? FileManager.default.removeItem(at: temporary) }
    }
}
