/// How functions are run on this machine.
package struct RunnerSettings: Hashable, Sendable {
    /// Where unpacked code lies; made when missing, and emptied at the start.
    package var folder: String
    package var sandbox: FunctionSandbox
    /// The most environments at once, of all functions together.
    package var environments: Int
    /// After how long an idle environment ends.
    package var idleSeconds: Int
    /// Programs are looked for in these folders, as `PATH` names them.
    package var searchPath: [String]

    package init(
        folder: String,
        sandbox: FunctionSandbox = .required,
        environments: Int = 100,
        idleSeconds: Int = 300,
        searchPath: [String]
    ) {
        self.folder = folder
        self.sandbox = sandbox
        self.environments = environments
        self.idleSeconds = idleSeconds
        self.searchPath = searchPath
    }
}
