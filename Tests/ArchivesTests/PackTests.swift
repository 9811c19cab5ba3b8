import Foundation
import Testing

@testable import Archives

/// What `martlet functions deploy` sends.
@Suite struct PackTests {
    private func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("exports.handler = 1", to: "index.js")
        try folder.write("#!/bin/sh", to: "bin/run", mode: 0o744)
        try folder.write("", to: "empty/file")
        try folder.write(String(repeating: "x", count: 200_000), to: "node_modules/größe/big.js")
        try folder.write("secret", to: ".git/config")
        try folder.write("secret", to: "node_modules/größe/.git/config")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/bin/alias", withDestinationPath: "run")
        return folder
    }

    /// What is packed here is unpacked here, and must come back with everything a function needs.
    @Test func `a folder comes back as it was, without its repository`() throws {
        let source = try example()
        let target = try TemporaryFolder()
        let bytes = try ZipArchive.pack(folder: source.path)
        #expect(bytes.count < 10_000)
        try ZipArchive.unpack(bytes, into: target.path, limit: 300_000)
        #expect(target.files == ["bin/alias", "bin/run", "empty/file", "index.js", "node_modules/größe/big.js"])
        for name in target.files { #expect(try target.text(of: name) == source.text(of: name)) }
        #expect(try target.mode(of: "bin/run") == 0o755)
        #expect(try target.mode(of: "index.js") == 0o644)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: target.path + "/bin/alias") == "run")
    }

    /// An unchanged folder must give an unchanged CodeSha256, so that nothing is deployed for nothing.
    @Test func `the same content gives the same bytes`() throws {
        let folders = [try example(), try example()]
        #expect(try ZipArchive.pack(folder: folders[0].path) == ZipArchive.pack(folder: folders[1].path))
    }

    /// A link to the outside would be left dangling, or worse, at the other end.
    @Test func `a link that leads out is refused`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/l", withDestinationPath: "../x")
        #expect(throws: ArchiveFault.unsafe(path: "l")) { try ZipArchive.pack(folder: folder.path) }
    }

    /// Somebody will name the wrong folder; that must neither take all memory nor say nothing.
    @Test func `folders that are too big or missing are refused`() throws {
        let folder = try example()
        #expect(throws: ArchiveFault.tooLarge(limit: 1_000)) { try ZipArchive.pack(folder: folder.path, limit: 1_000) }
        #expect(throws: ArchiveFault.refused(path: folder.path + "/no", reason: "No such file or directory")) {
            try ZipArchive.pack(folder: folder.path + "/no")
        }
    }
}
