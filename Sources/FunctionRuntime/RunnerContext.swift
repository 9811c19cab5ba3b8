internal import Kernel
internal import Logging
internal import NIOCore
internal import Synchronization

/// What all environments of a runner share.
final class RunnerContext: Sendable {
    let settings: RunnerSettings
    let clock: any Clock
    let random: any RandomSource
    let logger: Logger
    let survey: RuntimeSurvey
    let groups: ControlGroups?
    let root = RootFolder.current()
    /// Folder of the supplied bootstraps.
    let bootstraps: String
    /// The thread that starts processes. It lives as long as they may: a sandbox dies with the thread that made it.
    let launcher: any EventLoop
    private let endpoint: Endpoint
    private let firstUser: UInt32

    init(
        settings: RunnerSettings, clock: any Clock, random: any RandomSource, logger: Logger, survey: RuntimeSurvey,
        groups: ControlGroups?, bootstraps: String, launcher: any EventLoop, endpoint: Endpoint
    ) {
        self.settings = settings
        self.clock = clock
        self.random = random
        self.logger = logger
        self.survey = survey
        self.groups = groups
        self.bootstraps = bootstraps
        self.launcher = launcher
        self.endpoint = endpoint
        // Two servers on one machine are not to choose the same users.
        let draw = random.bytes(2).reduce(0) { $0 << 8 | UInt32($1) }
        firstUser = SandboxPlan.firstUser + draw * 1024
    }

    var endpointURL: String? { endpoint.url }

    /// The user of an environment, within its sandbox.
    func user(of environment: Int) -> UInt32 {
        if case .ownUser = survey.confinement { firstUser + UInt32(environment % 65_536) } else { 993 }
    }
}

/// Where functions reach this server: known only once it listens.
final class Endpoint: Sendable {
    private let value = Mutex<String?>(nil)

    var url: String? {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
