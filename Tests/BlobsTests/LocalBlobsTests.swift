import Foundation
import Testing

@testable import Blobs

/// What the folder itself must look like: who may read it, and what is left after failures and crashes.
@Suite struct LocalBlobsTests {
    /// Other users of the machine must not read what apps keep.
    @Test func `only the owner may read`() async throws {
        let folder = try TemporaryFolder()
        let store = try LocalBlobs(folder: folder.path + "/blobs")
        let blob = try await store.put([1])
        let shelf = "blobs/" + blob.id.prefix(2)
        for name in ["blobs", "blobs/drafts", shelf] { #expect(try folder.mode(of: name) == 0o700) }
        #expect(try folder.mode(of: shelf + "/" + blob.id) == 0o600)
    }

    /// A restart must find what was kept.
    @Test func `what was kept outlasts the store`() async throws {
        let folder = try TemporaryFolder()
        let blob = try await LocalBlobs(folder: folder.path).put([1, 2, 3])
        #expect(try await LocalBlobs(folder: folder.path).read(blob.id) == [1, 2, 3])
    }

    /// Half a file must never be taken for a whole one, and must not stay forever.
    @Test func `a process killed while writing leaves drafts only, and they go at the next start`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try LocalBlobs(folder: path)
            _ = try await store.put([7])
            let writer = try await store.writer()
            try await writer.append([UInt8](repeating: 1, count: 300_000))
            kill(getpid(), SIGKILL)
        }
        #expect(folder.files.count { $0.hasPrefix("drafts/") } == 1)
        #expect(folder.files.count { !$0.hasPrefix("drafts/") } == 1)
        _ = try LocalBlobs(folder: path)
        #expect(folder.files.count == 1)
        #expect(folder.files.allSatisfy { !$0.hasPrefix("drafts/") })
    }

    /// A full disk is the likeliest fault of all: it must be told as such and give its room back. A limit on the size
    /// of files fails in the same place.
    @Test func `no room is said clearly and leaves nothing behind`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            #if os(Linux)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #else
                setrlimit(RLIMIT_FSIZE, &limit)
            #endif
            let store = try LocalBlobs(folder: path)
            let full: @Sendable (any Error) -> Bool = { error in
                if case BlobFault.full = error { true } else { false }
            }
            await #expect(performing: { try await store.put([UInt8](repeating: 1, count: 200_000)) }, throws: full)
            let writer = try await store.writer()
            try await writer.append([UInt8](repeating: 1, count: 60_000))
            await #expect(performing: { try await writer.append([UInt8](repeating: 1, count: 60_000)) }, throws: full)
            await #expect(throws: BlobFault.closed) { try await writer.finish() }
        }
        #expect(folder.files == [])
    }

    /// A writer that is forgotten, as when a connection breaks, must not fill the disk with drafts.
    @Test func `a writer let go leaves nothing behind`() async throws {
        let folder = try TemporaryFolder()
        let store = try LocalBlobs(folder: folder.path)
        do {
            let writer = try await store.writer()
            try await writer.append([1])
            #expect(folder.files.count == 1)
        }
        #expect(folder.files == [])
    }

    /// A folder that went away, or something in its place, must be named in the fault.
    @Test func `a folder that cannot be written is named`() async throws {
        let folder = try TemporaryFolder()
        let store = try LocalBlobs(folder: folder.path)
        try FileManager.default.removeItem(atPath: folder.path + "/drafts")
        await #expect { _ = try await store.put([1]) } throws: { error in
            guard case BlobFault.unwritable(let path, _) = error else { return false }
            return path.hasPrefix(folder.path)
        }
        _ = FileManager.default.createFile(atPath: folder.path + "/drafts", contents: nil)
        #expect(throws: BlobFault.unwritable(path: folder.path + "/drafts", reason: "it is not a folder")) {
            try LocalBlobs(folder: folder.path)
        }
    }

    /// The age of an orphan is counted from its last write, also across restarts.
    @Test func `a sweep goes by the file's age`() async throws {
        let folder = try TemporaryFolder()
        let store = try LocalBlobs(folder: folder.path)
        let blobs = [try await store.put([1]), try await store.put([2])]
        let old = "\(folder.path)/\(blobs[0].id.prefix(2))/\(blobs[0].id)"
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -90)], ofItemAtPath: old)
        try await store.sweep(keeping: [], olderThan: 60)
        await #expect(throws: BlobFault.missing(blobs[0].id)) { try await store.read(blobs[0].id) }
        #expect(try await store.read(blobs[1].id) == [2])
    }
}
