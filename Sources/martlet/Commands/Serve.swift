import ArgumentParser
import Foundation
import Server

/// Starts the server and keeps it running until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start the server.")

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await reportingFaults {
            let server = try await MartletServer(settings: try flags.resolve())
            try await server.run { greeting in
                var text = greeting + "\n"
                _ = text.withUTF8 { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            }
        }
    }
}
