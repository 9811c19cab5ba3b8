internal import Dispatch
internal import Kernel
internal import Logging
internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What has to be found out and laid out once, before the first environment starts.
actor Preparation {
    private let settings: RunnerSettings
    private let clock: any Clock
    private let random: any RandomSource
    private let logger: Logger
    private let launcher: any EventLoop
    private let endpoint: Endpoint
    private let known: RuntimeSurvey?
    private var preparing: Task<RunnerContext, Never>?

    init(
        settings: RunnerSettings, clock: any Clock, random: any RandomSource, logger: Logger,
        launcher: any EventLoop, endpoint: Endpoint, survey: RuntimeSurvey?
    ) {
        self.settings = settings
        self.clock = clock
        self.random = random
        self.logger = logger
        self.launcher = launcher
        self.endpoint = endpoint
        known = survey
    }

    func context() async -> RunnerContext {
        let task = preparing ?? Task { await prepare() }
        preparing = task
        return await task.value
    }

    /// Removes what was made outside the runner's folder.
    func close() async {
        await preparing?.value.groups?.close()
    }

    private func prepare() async -> RunnerContext {
        let settings = settings
        let logger = logger
        let known = known
        let bootstraps = settings.folder + "/runtime"
        let survey = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do {
                    try FolderTree.make(bootstraps)
                    FolderTree.open(bootstraps)
                    try FolderTree.write(NodeBootstrap.source, to: bootstraps + "/nodejs.cjs")
                    try FolderTree.write(PythonBootstrap.source, to: bootstraps + "/python.py")
                } catch {
                    logger.error("bootstraps cannot be written", metadata: ["cause": "\(error)"])
                }
                continuation.resume(returning: known ?? RuntimeSurvey.take(settings))
            }
        }
        return RunnerContext(
            settings: settings, clock: clock, random: random, logger: logger, survey: survey,
            groups: ControlGroups.open(named: random.uuid()), bootstraps: bootstraps, launcher: launcher,
            endpoint: endpoint)
    }
}
