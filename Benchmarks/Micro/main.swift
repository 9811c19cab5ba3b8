import Foundation

// Prints one JSON row (measure, promised, measured) for each figure that needs no server.
let folder = CommandLine.arguments.dropFirst().first ?? FileManager.default.temporaryDirectory.path
for row in [try PolicyDecisions.measure(), try await DurableWrites.measure(in: folder)] {
    print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self))
}
