import Foundation
import Testing

@testable import Server

/// `--watch` deploys again exactly when something changed: neither never nor always.
@Suite struct FolderSnapshotTests {
    @Test func `an unchanged folder looks the same`() throws {
        let folder = try ProjectFolder(["index.js": "1", "lib/a.js": "2"])
        #expect(try FolderSnapshot(folder: folder.path) == FolderSnapshot(folder: folder.path))
    }

    @Test(arguments: [["index.js": "longer"], ["new.js": ""], ["lib/b.js": ""]])
    func `changes are seen`(files: [String: String]) throws {
        let folder = try ProjectFolder(["index.js": "1", "lib/a.js": "2"])
        let before = try FolderSnapshot(folder: folder.path)
        for (name, content) in files { try folder.write(content, to: name) }
        #expect(try FolderSnapshot(folder: folder.path) != before)
    }

    /// Editors save the same number of bytes, too.
    @Test func `the time of a change counts`() throws {
        let folder = try ProjectFolder(["index.js": "1"])
        let before = try FolderSnapshot(folder: folder.path)
        let later = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: 5)]
        try FileManager.default.setAttributes(later, ofItemAtPath: folder.path + "/index.js")
        #expect(try FolderSnapshot(folder: folder.path) != before)
    }

    @Test func `a removal is seen, a repository is not`() throws {
        let folder = try ProjectFolder(["index.js": "1", "a.js": "", ".git/index": "1"])
        let before = try FolderSnapshot(folder: folder.path)
        try folder.write("other", to: ".git/index")
        #expect(try FolderSnapshot(folder: folder.path) == before)
        try FileManager.default.removeItem(atPath: folder.path + "/a.js")
        #expect(try FolderSnapshot(folder: folder.path) != before)
    }
}
