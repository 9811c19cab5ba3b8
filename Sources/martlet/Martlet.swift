import ArgumentParser

/// The command line: the server, and what its operator needs beside it.
struct Martlet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "A self-hosted backend for mobile apps that speaks AWS's wire protocols.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Accounts.self, Functions.self, Outbox.self, Environment.self, AWS.self, Doctor.self,
        ],
        defaultSubcommand: Serve.self
    )
}
