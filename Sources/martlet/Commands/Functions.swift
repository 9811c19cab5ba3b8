import ArgumentParser

/// A quick loop for those who write functions: deploy a folder, invoke it, read its log.
struct Functions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deploy, invoke and watch functions of a running server.",
        discussion: """
            martlet functions deploy ./hello --watch
            martlet functions invoke hello --payload '{"name": "world"}' --tail
            martlet functions logs hello --follow
            """,
        subcommands: [FunctionsDeploy.self, FunctionsInvoke.self, FunctionsLogs.self]
    )
}
