import ArgumentParser
import Foundation
import LambdaModel
import Server
import Wire

/// Invokes a function: its answer goes to standard output, everything else to standard error.
struct FunctionsInvoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Invoke a function and print its answer.",
        discussion: "The exit code is 1 when the function, or the server, answers with an error."
    )

    @OptionGroup var folder: DataFolderFlag

    @Argument(help: "The function's name or ARN.")
    var name: String

    @Option(help: "The event: JSON, @FILE, or - for standard input ({}).")
    var payload: String = "{}"

    @Option(help: "A version or alias.")
    var qualifier: String?

    @Flag(help: "Queue the event and do not wait for the function.")
    var event = false

    @Flag(help: "Show the end of the function's log.")
    var tail = false

    /// As long as a function may run, and some more for its start.
    private static let patience: Int64 = 960

    func validate() throws {
        if event, tail { throw ValidationError("--tail shows nothing with --event: use 'martlet functions logs'") }
    }

    func run() async throws {
        let input = InvocationRequest(
            functionName: name,
            invocationType: event ? .event : .requestResponse,
            logType: tail ? .tail : nil,
            payload: try bytes(),
            qualifier: qualifier
        )
        let client = try folder.client()
        let answer = try await reportingFaults {
            try await client.call(Invoke.self, input, waiting: Self.patience)
        }
        if let log = answer.logResult.flatMap({ Data(base64Encoded: $0) }) { FileHandle.standardError.write(log) }
        if event { return say("queued an event for \(name)") }
        FileHandle.standardOutput.write(Data((answer.payload ?? []) + [UInt8(ascii: "\n")]))
        if let failure = answer.functionError {
            let hint = tail ? "" : "; its log: martlet functions logs \(name)"
            throw report("the function failed (\(failure))\(hint)")
        }
    }

    private func bytes() throws -> [UInt8] {
        if payload == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard payload.hasPrefix("@") else { return Array(payload.utf8) }
        let path = String(payload.dropFirst())
        guard let content = FileManager.default.contents(atPath: path) else {
            throw report("the payload's file '\(path)' cannot be read")
        }
        return Array(content)
    }
}
