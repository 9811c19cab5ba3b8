import Foundation

// Prints one JSON row (measure, promised, measured) for each figure of the runner. A row needs its programs: node for
// the first three, bash for the last.
for row in try await FunctionMeasures.all() {
    print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self))
}
