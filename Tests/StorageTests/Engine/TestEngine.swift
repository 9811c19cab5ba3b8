import Foundation
import Storage
import Testing

/// Every engine that must pass the contract.
enum TestEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { rawValue }

    /// Runs a test on a fresh engine and cleans up behind it.
    func run(_ body: (any StorageEngine) async throws -> Void) async throws {
        switch self {
        case .memory:
            try await body(MemoryEngine())
        case .sqlite:
            try await ScratchFolder.run { path in
                let engine = try SQLiteEngine(path: path + "/contract.sqlite")
                try await body(engine)
                try await engine.close()
            }
        }
    }
}

/// A folder of a test's own.
enum ScratchFolder {
    static func run(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }
}
