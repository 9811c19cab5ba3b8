import ArgumentParser
import Foundation
import MartletModel
import Server
import Wire

/// Prints the messages that services have left for people: the codes and invitations that a developer waits for.
struct Outbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the mails and text messages that went out, or would have.")

    @OptionGroup var folder: DataFolderFlag

    @Option(help: "Only messages to this address or phone number.")
    var recipient: String?

    @Option(help: "The account's 12 digits, where it is not the default one.")
    var account: String?

    @Option(help: "How far back to begin: a number with s, m, h or d; everything that is kept otherwise.")
    var since: FunctionsLogs.Age?

    @Flag(help: "Go on until interrupted.")
    var follow = false

    @Flag(help: "One JSON object a line.")
    var json = false

    /// How long to wait before looking again.
    private static let pause = Duration.milliseconds(500)
    /// Seconds to look back again: a message bears the time of its request, which may have taken long.
    private static let overlap: Int64 = 60

    func run() async throws {
        let client = try folder.client()
        var start = since.map {
            Timestamp(seconds: Int64(Date().timeIntervalSince1970)).adding(seconds: -Int64($0.seconds))
        }
        var printed: [String: Timestamp] = [:]
        repeat {
            for message in try await messages(client, from: start) where printed[message.id] == nil {
                printed[message.id] = message.time
                FileHandle.standardOutput.write(Data((json ? try line(message) : page(message)).utf8))
            }
            guard follow else { return }
            if let last = printed.values.max() {
                let back = last.adding(seconds: -Self.overlap)
                start = start.map { max($0, back) } ?? back
                printed = printed.filter { $0.value >= back }
            }
            try await Task.sleep(for: Self.pause)
        } while true
    }

    /// All pages from a time on, oldest message first.
    private func messages(_ client: OperatorClient, from start: Timestamp?) async throws -> [OutboxMessage] {
        var input = ListOutboxMessagesRequest(
            accountId: account, recipient: recipient, startTime: start, maxResults: 100)
        var messages: [OutboxMessage] = []
        repeat {
            let page = try await reportingFaults { [input] in
                try await client.call(MartletModel.ListOutboxMessages.self, input)
            }
            messages += page.messages
            input.nextToken = page.nextToken
        } while input.nextToken != nil
        return messages
    }

    /// A message as a person reads it.
    private func page(_ message: OutboxMessage) -> String {
        var lines = [
            "\(time(message))  \(message.channel.rawValue)  \(message.purpose)  \(message.recipient)  (\(state(message)))"
        ]
        if message.isWithheld {
            lines.append("    content withheld")
        } else {
            if let subject = message.subject { lines.append("    Subject: \(subject)") }
            let body = (message.body ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            lines += body.map { "    \($0)" }
        }
        return lines.map(Self.harmless).joined(separator: "\n") + "\n\n"
    }

    private func state(_ message: OutboxMessage) -> String {
        guard let reason = message.reason else { return message.state.rawValue }
        return "\(message.state.rawValue): \(reason)"
    }

    /// Names come from strangers; none may speak to the terminal.
    private static func harmless(_ line: String) -> String {
        String(
            String.UnicodeScalarView(
                line.unicodeScalars.filter { $0.properties.generalCategory != .control || $0 == "\t" }))
    }

    private func time(_ message: OutboxMessage) -> String {
        let second = Timestamp(seconds: message.time.seconds).text(.iso8601).dropLast()
        return "\(second).\(String(1_000 + message.time.milliseconds % 1_000).dropFirst())Z"
    }

    private func line(_ message: OutboxMessage) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let printed = PrintedMessage(message, time: time(message))
        return String(decoding: try encoder.encode(printed), as: UTF8.self) + "\n"
    }
}

/// A message as `martlet outbox --json` prints it.
private struct PrintedMessage: Encodable {
    var id: String
    var time: String
    var region: String
    var source: String
    var purpose: String
    var channel: String
    var recipient: String
    var subject: String?
    var body: String?
    var isWithheld: Bool
    var state: String
    var attempts: Int
    var reason: String?

    init(_ message: OutboxMessage, time: String) {
        id = message.id
        self.time = time
        region = message.region
        source = message.source
        purpose = message.purpose
        channel = message.channel.rawValue
        recipient = message.recipient
        subject = message.subject
        body = message.body
        isWithheld = message.isWithheld
        state = message.state.rawValue
        attempts = message.attempts
        reason = message.reason
    }
}
