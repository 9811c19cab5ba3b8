import ArgumentParser
import Foundation
import Server

/// Makes a function out of a folder, or brings it up to date.
struct FunctionsDeploy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Create or update a function from a folder.",
        discussion: """
            Runtime and handler are told from the folder: 'bootstrap' makes a custom runtime, package.json or index.js \
            Node.js, *.py Python. What the folder cannot say may stand in its martlet.yaml, with these options' names \
            as keys; options go before it.

            Without --role a new function gets the role martlet-functions, which is made where it is missing and may \
            write logs.
            """
    )

    @OptionGroup var dataFolder: DataFolderFlag

    @Argument(help: "The folder with the function's code.")
    var folder: String

    @Option(help: "The function's name (the folder's).")
    var name: String?

    @Option(help: "Such as nodejs22.x, python3.13 or provided.al2023.")
    var runtime: String?

    @Option(help: "Where the runtime starts, such as index.handler.")
    var handler: String?

    @Option(help: "The name or ARN of its execution role.")
    var role: String?

    @Option(help: "Megabytes of memory.")
    var memory: Int?

    @Option(help: "Seconds that an invocation may take.")
    var timeout: Int?

    @Option(name: .long, parsing: .singleValue, help: "NAME=VALUE; may be repeated; replaces all variables.")
    var environment: [String] = []

    @Flag(help: "Deploy again whenever the folder changes, until interrupted.")
    var watch = false

    /// How long to wait before looking at the folder again.
    private static let pause = Duration.milliseconds(400)

    func run() async throws {
        let client = try dataFolder.client()
        let seen = try look()
        do {
            try await deploy(with: client)
        } catch let failure as ExitCode {
            // Who watches is about to mend it.
            guard watch else { throw failure }
        }
        if watch { try await watch(with: client, from: seen) }
    }

    private func deploy(with client: OperatorClient) async throws {
        try await reportingFaults {
            let settings = try FunctionSettings(folder: folder).overridden(by: try given())
            let project = try FunctionProject(
                folder: folder, runtime: settings.runtime, handler: settings.handler)
            let deployment = FunctionDeployment(
                name: try settings.name ?? FunctionProject.name(of: folder),
                project: project,
                settings: settings,
                client: client
            )
            // Not by `print`, which keeps lines back from whoever watches through a pipe.
            for line in try await deployment.run() { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
        }
    }

    private func given() throws(StartFault) -> FunctionSettings {
        var settings = FunctionSettings()
        settings.name = name
        settings.runtime = runtime
        settings.handler = handler
        settings.role = role
        settings.memory = memory
        settings.timeout = timeout
        settings.environment = try FunctionSettings.variables(from: environment)
        return settings
    }

    private func watch(with client: OperatorClient, from start: FolderSnapshot) async throws {
        var seen = start
        say("watching \(folder); Ctrl-C ends it")
        while true {
            try await Task.sleep(for: Self.pause)
            var now = try look()
            guard now != seen else { continue }
            // A program that writes many files is not done with the first.
            repeat {
                seen = now
                try await Task.sleep(for: Self.pause)
                now = try look()
            } while now != seen
            do {
                try await deploy(with: client)
            } catch is ExitCode {
                // Said already; the next change is another chance.
            }
        }
    }

    private func look() throws -> FolderSnapshot {
        try reportingFaults { () throws(StartFault) in try FolderSnapshot(folder: folder) }
    }
}
