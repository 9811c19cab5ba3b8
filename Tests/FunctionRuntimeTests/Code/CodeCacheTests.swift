import Archives
import Blobs
import Foundation
import Kernel
import Testing

@testable import FunctionRuntime

/// Code of deleted functions must not stay for ever, and code in use must not go.
struct CodeCacheTests {
    private static func archive(_ files: [String: String]) throws -> [UInt8] {
        let place = FileManager.default.temporaryDirectory.path + "/martlet-code-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: place) }
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: place + "/" + name)) }
        return try ZipArchive.pack(folder: place)
    }

    private static func text(_ path: String) -> String? {
        Descriptors.contents(of: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("code is unpacked once for all, and removed only when nobody has used it for a while")
    func life() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/martlet-cache-" + UUID().uuidString
        defer { FolderTree.remove(folder) }
        let blobs = MemoryBlobs()
        let code = try await blobs.put(try Self.archive(["a": "code"])).id
        let low = try await blobs.put(try Self.archive(["x": "low", "y": "low"])).id
        let high = try await blobs.put(try Self.archive(["y": "high"])).id
        let cache = CodeCache(folder: folder, blobs: blobs)
        async let one = cache.lease(code: code, layers: [low, high])
        async let two = cache.lease(code: code, layers: [])
        let (first, second) = try await (one, two)
        #expect(first.code == second.code)
        #expect(Self.text(first.code + "/a") == "code")
        let layers = try #require(first.layers)
        #expect(Self.text(layers + "/x") == "low")
        #expect(Self.text(layers + "/y") == "high")

        await cache.release(first, at: 1000)
        await cache.removeUnused(since: 999)
        #expect(FolderTree.isFolder(layers))
        await cache.removeUnused(since: 1000)
        await cache.settle()
        #expect(!FolderTree.isFolder(layers))
        #expect(FolderTree.isFolder(second.code))
        await cache.release(second, at: 1000)
        await cache.removeUnused(since: .max)
        await cache.settle()
        #expect(FolderTree.names(in: folder) == [])
    }

    @Test("what cannot be unpacked is said, and tried anew")
    func broken() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/martlet-cache-" + UUID().uuidString
        defer { FolderTree.remove(folder) }
        let blobs = MemoryBlobs()
        let code = try await blobs.put(Array("no archive".utf8)).id
        let cache = CodeCache(folder: folder, blobs: blobs)
        for _ in 0..<2 {
            await #expect(throws: FunctionRunnerFault.self) { try await cache.lease(code: code, layers: []) }
        }
        #expect(FolderTree.names(in: folder) == [])
    }
}
