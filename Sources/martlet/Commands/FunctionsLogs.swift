import ArgumentParser
import Foundation
import LogsModel
import Server
import Wire

/// Prints what a function wrote, and goes on as it writes more.
struct FunctionsLogs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print a function's log.")

    @OptionGroup var folder: DataFolderFlag

    @Argument(help: "The function's name.")
    var name: String

    @Flag(help: "Go on until interrupted.")
    var follow = false

    @Option(help: "How far back to begin: a number with s, m, h or d.")
    var since: Age = Age(seconds: 600)

    @Option(help: "Only what a CloudWatch Logs filter pattern matches, such as ERROR or '{ $.level = \"warn\" }'.")
    var filter: String?

    /// A span of time as people write it.
    struct Age: ExpressibleByArgument {
        var seconds: Int

        init(seconds: Int) {
            self.seconds = seconds
        }

        init?(argument: String) {
            let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
            guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()), count >= 0
            else { return nil }
            let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
            guard !overflow, seconds < 1_000_000_000 else { return nil }
            self.seconds = seconds
        }

        var defaultValueDescription: String { "\(seconds / 60)m" }
    }

    /// How long to wait before looking again.
    private static let pause = Duration.milliseconds(500)

    /// How far to look back again: lines of several environments do not arrive in order.
    private static let overlap = 10_000

    func run() async throws {
        let client = try folder.client()
        var start = Int((Date().timeIntervalSince1970 - Double(since.seconds)) * 1_000)
        var printed: [String: Int] = [:]
        var saysItWaits = follow
        repeat {
            do {
                for event in try await events(client, from: start) {
                    guard let id = event.eventId, let time = event.timestamp, printed[id] == nil else { continue }
                    printed[id] = time
                    show(time, event.message ?? "")
                }
            } catch let error as ServiceError where error.code.hasPrefix("ResourceNotFound") {
                let sentence = "no log of '\(name)' yet: it begins with the first call, where the role allows it"
                guard follow else { throw report(sentence) }
                if saysItWaits { say(sentence) }
                saysItWaits = false
            }
            if let last = printed.values.max() { start = max(start, last - Self.overlap) }
            printed = printed.filter { $0.value >= start }
            if follow { try await Task.sleep(for: Self.pause) }
        } while follow
    }

    /// All pages from a time on, in the order of their times.
    private func events(_ client: OperatorClient, from start: Int) async throws -> [FilteredLogEvent] {
        var input = FilterLogEventsRequest(
            logGroupName: "/aws/lambda/\(name)", startTime: max(0, start), filterPattern: filter)
        var events: [FilteredLogEvent] = []
        repeat {
            let page: FilterLogEventsResponse
            do {
                page = try await client.call(FilterLogEvents.self, input)
            } catch let fault as StartFault {
                throw report(fault.description)
            } catch let error as ServiceError where !error.code.hasPrefix("ResourceNotFound") {
                throw report("\(error.jsonCode ?? error.code): \(error.message)")
            }
            events += page.events ?? []
            input.nextToken = page.nextToken
        } while input.nextToken != nil
        // Times are whole milliseconds; within one, the order that the server gave is the best there is.
        return events.enumerated().sorted { left, right in
            (left.element.timestamp ?? 0, left.offset) < (right.element.timestamp ?? 0, right.offset)
        }.map(\.element)
    }

    private func show(_ milliseconds: Int, _ message: String) {
        let second = Timestamp(seconds: Int64(milliseconds / 1_000)).text(.iso8601).dropLast()
        let fraction = String(1_000 + milliseconds % 1_000).dropFirst()
        let line = message.hasSuffix("\n") ? String(message.dropLast()) : message
        FileHandle.standardOutput.write(Data("\(second).\(fraction)Z \(line)\n".utf8))
    }
}
