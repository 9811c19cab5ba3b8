import Foundation
import Testing

@testable import Archives

/// Archives as people make them: what they hold must arrive unchanged.
@Suite struct UnpackTests {
    private typealias Entry = HandmadeArchive.Entry

    /// A function that is not executable, or whose link is a file, does not start.
    @Test func `files, folders, links and modes arrive`() throws {
        let archive = HandmadeArchive(entries: [
            Entry("index.js", "hello", mode: 0o100644),
            Entry("bin/", mode: 0o040750),
            Entry("bin/run", "#!", mode: 0o100755),
            Entry("bin/alias", "run", mode: 0o120777),
            Entry("bin/up", "../index.js", mode: 0o120777),
            Entry("deep/er/./file", "x", mode: 0o104711),
            Entry("plain").with {
                $0.system = 0; $0.mode = 0
            },
            Entry("folder/").with {
                $0.system = 0; $0.mode = 0o16
            },
        ])
        let folder = try TemporaryFolder()
        try ZipArchive.unpack(archive.bytes, into: folder.path + "/code", limit: 100)
        #expect(try folder.text(of: "code/index.js") == "hello")
        #expect(try folder.text(of: "code/bin/alias") == "#!")
        #expect(try folder.text(of: "code/bin/up") == "hello")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/code/bin/up") == "../index.js")
        let modes = [
            "code": 0o755, "code/index.js": 0o644, "code/bin": 0o750, "code/bin/run": 0o755, "code/deep/er": 0o755,
            "code/deep/er/file": 0o711, "code/plain": 0o644, "code/folder": 0o755,
        ]
        for (name, mode) in modes { #expect(try folder.mode(of: name) == mode, "\(name)") }
    }

    /// Sizes are AWS's CodeSize limits and must count what really comes out.
    @Test func `a summary counts entries and true bytes`() throws {
        let archive = HandmadeArchive(entries: [Entry("a", "12345"), Entry("b/"), Entry("b/c", "678")])
        #expect(try ZipArchive.summary(of: archive.bytes, limit: 8) == ArchiveSummary(unpackedSize: 8, entryCount: 3))
        #expect(throws: ArchiveFault.tooLarge(limit: 7)) { try ZipArchive.summary(of: archive.bytes, limit: 7) }
    }

    /// An archive of nothing is valid; whether it makes a function is the service's matter.
    @Test func `an empty archive has nothing`() throws {
        let bytes = HandmadeArchive(entries: []).bytes
        #expect(try ZipArchive.summary(of: bytes, limit: 0) == ArchiveSummary(unpackedSize: 0, entryCount: 0))
    }

    /// Self-extracting archives have a program before them; downloads sometimes a line after.
    @Test func `bytes before and after are passed over`() throws {
        var archive = HandmadeArchive(entries: [Entry("a", "12345")])
        archive.leading = Array("#!/bin/sh\n".utf8)
        archive.trailing = Array("\r\n".utf8)
        #expect(try ZipArchive.summary(of: archive.bytes, limit: 9).unpackedSize == 5)
    }

    /// Archives that were appended to hold a name twice; other unpackers take the last.
    @Test func `the last of two files with one name wins`() throws {
        let archive = HandmadeArchive(entries: [
            Entry("a", "old", mode: 0o100755), Entry("d/"), Entry("d/"), Entry("a", "new", mode: 0o100644),
        ])
        let folder = try TemporaryFolder()
        try ZipArchive.unpack(archive.bytes, into: folder.path, limit: 100)
        #expect(try folder.text(of: "a") == "new")
        #expect(try folder.mode(of: "a") == 0o644)
    }

    /// Layers are unpacked over each other, later ones on top.
    @Test func `an archive overlays what is there`() throws {
        let folder = try TemporaryFolder()
        let first = HandmadeArchive(entries: [Entry("l/a", "1"), Entry("l/b", "2"), Entry("l/c", "b", mode: 0o120777)])
        let second = HandmadeArchive(entries: [Entry("l/b", "3"), Entry("l/c", "4"), Entry("l/a", "b", mode: 0o120777)])
        try ZipArchive.unpack(first.bytes, into: folder.path, limit: 100)
        try ZipArchive.unpack(second.bytes, into: folder.path, limit: 100)
        #expect(try ["a", "b", "c"].map { try folder.text(of: "l/" + $0) } == ["3", "3", "4"])
    }

    /// Most write UTF-8 without saying so, old tools the PC's code page.
    @Test(arguments: [
        (Array("grüße".utf8), UInt16(0), "grüße"), (Array("grüße".utf8), 0x800, "grüße"),
        ([0x67, 0x72, 0x81, 0xe1, 0x65], 0, "grüße"), ([0xf0, 0xff], 0, "≡\u{a0}"),
    ])
    func `names are read in either encoding`(name: [UInt8], flags: UInt16, expected: String) throws {
        let entry = Entry("", "x").with {
            $0.name = name; $0.flags = flags
        }
        let folder = try TemporaryFolder()
        try ZipArchive.unpack(HandmadeArchive(entries: [entry]).bytes, into: folder.path, limit: 100)
        #expect(folder.files == [expected])
    }

    /// A deflated entry whose sizes follow its content, as streaming writers make them; bytes by Python's zipfile.
    @Test func `an archive by another writer is read`() throws {
        let folder = try TemporaryFolder()
        try ZipArchive.unpack(foreignArchive, into: folder.path, limit: 100_000)
        #expect(folder.files == ["hello.txt", "zeros"])
        #expect(try folder.text(of: "hello.txt") == "hello, hello, hello\n")
        #expect(try folder.text(of: "zeros") == String(repeating: "0", count: 70_000))
    }
}
