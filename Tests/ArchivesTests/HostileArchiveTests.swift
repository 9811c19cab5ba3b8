import Foundation
import Testing

@testable import Archives

/// Anybody who may create a function hands over an archive. Whatever it holds, nothing outside its folder may change
/// and neither memory nor disk may run out.
@Suite struct HostileArchiveTests {
    private typealias Entry = HandmadeArchive.Entry

    /// Unpacks below an inner folder, expects a refusal of both calls, and that nothing appeared around it.
    private func expectRefusal(
        _ bytes: [UInt8], limit: Int = 1_000, _ location: SourceLocation = #_sourceLocation,
        where matches: (ArchiveFault) -> Bool
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write("untouched", to: "outside")
        #expect(sourceLocation: location) { _ = try ZipArchive.summary(of: bytes, limit: limit) } throws: { error in
            (error as? ArchiveFault).map(matches) ?? false
        }
        #expect(sourceLocation: location) {
            try ZipArchive.unpack(bytes, into: folder.path + "/inner", limit: limit)
        } throws: { error in
            (error as? ArchiveFault).map(matches) ?? false
        }
        #expect(folder.files.allSatisfy { $0 == "outside" || $0.hasPrefix("inner/") }, sourceLocation: location)
        #expect(try folder.text(of: "outside") == "untouched", sourceLocation: location)
    }

    /// The oldest trick: a name that leads out of the folder.
    @Test(arguments: [
        "../evil", "a/../../evil", "a/..", "..", "/evil", "//evil", "./../evil", "a/b/../../../evil", "a\0b",
    ])
    func `names that lead out are refused`(name: String) throws {
        try expectRefusal(HandmadeArchive(entries: [Entry(name, "x", mode: 0o100644)]).bytes) {
            $0 == .unsafe(path: name)
        }
    }

    /// A link that leads out makes every later reader leave the folder.
    @Test(arguments: [
        ("l", "/etc/passwd"), ("l", ".."), ("l", "../outside"), ("a/l", "../../outside"), ("l", "a/../../outside"),
        ("l", ""), ("a/l", "x/.."), ("l", "a\0b"), ("l", String(repeating: "x", count: 5_000)),
    ])
    func `links that lead out are refused`(name: String, target: String) throws {
        let archive = HandmadeArchive(entries: [Entry(name, target, mode: 0o120777)])
        try expectRefusal(archive.bytes, limit: 10_000) { $0 == .unsafe(path: name) }
    }

    /// Links that are harmless one by one may lead out together, or may redirect what comes after them.
    @Test(arguments: [
        [Entry("a", "b", mode: 0o120777), Entry("a/evil", "x")],
        [Entry("a/evil", "x"), Entry("a", ".", mode: 0o120777)],
        [Entry("d/", mode: 0o040755), Entry("d/l", ".", mode: 0o120777), Entry("d/l/l2", "..", mode: 0o120777)],
        [Entry("x/y/"), Entry("x/y/up", "..", mode: 0o120777), Entry("z", "x/y/up/../../outside", mode: 0o120777)],
        [Entry("a", "outside", mode: 0o120777), Entry("a", "x")],
        [Entry("a", "x"), Entry("a", "outside", mode: 0o120777)],
        [Entry("a", ".", mode: 0o120777), Entry("a", "..", mode: 0o120777)],
    ])
    func `chains of links are refused`(entries: [HandmadeArchive.Entry]) throws {
        try expectRefusal(HandmadeArchive(entries: entries).bytes) {
            if case .unsafe = $0 { true } else { false }
        }
    }

    /// What lies in the folder from an earlier layer may be hostile as well.
    @Test func `nothing is written through a link that is there already`() throws {
        let folder = try TemporaryFolder()
        try folder.write("untouched", to: "outside/file")
        try FileManager.default.createDirectory(atPath: folder.path + "/inner", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/inner/d", withDestinationPath: folder.path + "/outside")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/inner/f", withDestinationPath: folder.path + "/outside/file")
        let through = HandmadeArchive(entries: [Entry("d/file", "evil")])
        #expect(throws: ArchiveFault.unsafe(path: "d")) {
            try ZipArchive.unpack(through.bytes, into: folder.path + "/inner", limit: 100)
        }
        let instead = HandmadeArchive(entries: [Entry("f", "mine")])
        try ZipArchive.unpack(instead.bytes, into: folder.path + "/inner", limit: 100)
        #expect(try folder.text(of: "inner/f") == "mine")
        #expect(try folder.text(of: "outside/file") == "untouched")
    }

    /// Devices, pipes and sockets have no place in a function's code.
    @Test(arguments: [0o020644, 0o060644, 0o010644, 0o140644] as [UInt32])
    func `special files are refused`(mode: UInt32) throws {
        try expectRefusal(HandmadeArchive(entries: [Entry("dev", mode: mode)]).bytes) { $0 == .unsafe(path: "dev") }
    }

    /// Entries that contradict each other or themselves.
    @Test(arguments: [
        [Entry("a", "x"), Entry("a/b", "y")],
        [Entry("a/b", "y"), Entry("a", "x")],
        [Entry("a/", "content")],
        [Entry("a", "content", mode: 0o040755)],
        [Entry("a", "x").with { $0.flags = 1 }],
        [Entry("a", "x").with { $0.flags = 0x40 }],
        [Entry("a", "x").with { $0.method = 99 }],
        [Entry("a", "x").with { $0.method = 8 }],
        [Entry("a", "12345").with { $0.claimedSize = 3 }],
        [Entry("a", "12345").with { $0.claimedSize = 9 }],
        [Entry("a", "12345").with { $0.checksum = 1 }],
        [
            Entry("").with {
                $0.name = [0xff]; $0.flags = 0x800
            }
        ],
        [Entry(String(repeating: "x", count: 300), "x")],
        [Entry(String(repeating: "x/", count: 128) + "y", "x")],
        [Entry(String(repeating: "x//", count: 1_400) + "y", "x")],
    ])
    func `contradictions are refused`(entries: [HandmadeArchive.Entry]) throws {
        try expectRefusal(HandmadeArchive(entries: entries).bytes) {
            if case .unreadable = $0 { true } else { false }
        }
    }

    /// What is no archive at all, or only a part of one.
    @Test func `damage is found, wherever the archive is cut`() throws {
        let whole = HandmadeArchive(entries: [Entry("a", "12345"), Entry("b/c", "67")]).bytes
        for length in [0, 1, 4, 21] + (22..<whole.count) {
            let part = Array(whole[..<length])
            #expect(throws: ArchiveFault.self) { try ZipArchive.summary(of: part, limit: 100) }
        }
        #expect(throws: ArchiveFault.self) { try ZipArchive.summary(of: Array("<html>".utf8), limit: 100) }
    }

    /// Any byte may lie. Nothing may crash, hang or come out larger than allowed.
    @Test func `changed bytes are read or refused, never worse`() throws {
        let whole = HandmadeArchive(entries: [
            Entry("a", "12345"), Entry("b/c", "67", mode: 0o100755), Entry("l", "a", mode: 0o120777),
        ]).bytes
        for place in whole.indices {
            for value in [0, 1, 0x7f, 0x80, 0xff, whole[place] ^ 0x20] as [UInt8] {
                var changed = whole
                changed[place] = value
                if let summary = try? ZipArchive.summary(of: changed, limit: 100) {
                    #expect(summary.unpackedSize <= 100)
                }
            }
        }
    }

    /// A few kilobytes that become gigabytes must stop at the limit, not at the end of the disk.
    @Test func `a bomb stops at the limit`() throws {
        var writer = try ArchiveWriter()
        let size = 64 << 20
        try writer.begin(
            ArchiveEntry(path: ArchivePath(names: ["zeros"]), kind: .file, mode: 0o644, size: UInt64(size)))
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<(size >> 20) { try writer.append(zeros[...]) }
        try writer.end()
        let bytes = try writer.finish()
        #expect(bytes.count < 100_000)
        let folder = try TemporaryFolder()
        #expect(throws: ArchiveFault.tooLarge(limit: 1 << 20)) {
            try ZipArchive.unpack(bytes, into: folder.path, limit: 1 << 20)
        }
        let written = try FileManager.default.attributesOfItem(atPath: folder.path + "/zeros")[.size] as? Int
        #expect(try #require(written) <= 1 << 20)
    }

    /// Many names for the same content: the newer kind of bomb. Each counts.
    @Test func `content shared by many entries counts for each`() throws {
        let content = String(repeating: "x", count: 100)
        let first = Entry("10", content)
        let archive = HandmadeArchive(
            entries: [first] + (11..<30).map { Entry("\($0)", content).with { $0.placeOf = 0 } })
        try expectRefusal(archive.bytes, limit: 1_500) { $0 == .tooLarge(limit: 1_500) }
    }

    /// Names alone can fill a disk and memory: the number of entries is limited, and that of folders they imply.
    @Test func `too many files and folders are refused`() throws {
        let deep = String(repeating: "d/", count: 125)
        let archive = HandmadeArchive(entries: (0..<1_000).map { Entry("\($0)/\(deep)f") })
        #expect(throws: ArchiveFault.unreadable("It has more than 100000 files and folders.")) {
            try ZipArchive.summary(of: archive.bytes, limit: 100)
        }
    }

    /// A directory that claims more entries than it has must not be believed.
    @Test func `a false count is refused`() throws {
        var archive = HandmadeArchive(entries: [Entry("a", "x")])
        archive.claimedCount = 3
        try expectRefusal(archive.bytes) { if case .unreadable = $0 { true } else { false } }
    }
}
