import Crypto
import Testing

@testable import Blobs

/// What every store of large bytes must do alike. A service is tested with the one and runs with the other.
@Suite struct BlobStoreContract {
    /// A store under test.
    enum Kind: CaseIterable {
        case local, memory

        /// Opens a new store and works with it.
        func open(_ work: (any BlobStore) async throws -> Void) async throws {
            switch self {
            case .memory: try await work(MemoryBlobs())
            case .local:
                let folder = try TemporaryFolder()
                try await work(try LocalBlobs(folder: folder.path))
            }
        }
    }

    static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    /// Sizes around nothing, one piece and many, since each takes another way through the code.
    @Test(arguments: Kind.allCases, [0, 1, 4_095, 65_536, 1_000_001])
    func `what was put is read again, with its size and hash`(kind: Kind, size: Int) async throws {
        try await kind.open { store in
            let bytes = Self.bytes(size)
            let blob = try await store.put(bytes)
            #expect(blob.size == size)
            #expect(blob.sha256 == Array(SHA256.hash(data: bytes)))
            #expect(try await store.read(blob.id) == bytes)
        }
    }

    /// A range is what GetObject with `Range` is made of; one byte off would be silent damage.
    @Test(arguments: Kind.allCases, [0..<0, 0..<1, 9..<10, 3..<7, 0..<10, 10..<10])
    func `ranges are exact`(kind: Kind, range: Range<Int>) async throws {
        try await kind.open { store in
            let bytes = Self.bytes(10)
            let blob = try await store.put(bytes)
            #expect(try await store.read(blob.id, range) == Array(bytes[range]))
        }
    }

    /// A range beyond the end must not be shortened in silence.
    @Test(arguments: Kind.allCases, [-1..<2, 5..<11, 11..<12])
    func `ranges beyond the bytes are refused`(kind: Kind, range: Range<Int>) async throws {
        try await kind.open { store in
            let blob = try await store.put(Self.bytes(10))
            await #expect(throws: BlobFault.outside(id: blob.id, size: 10)) { try await store.read(blob.id, range) }
        }
    }

    /// Big uploads come in pieces, and must be the same as if they had come at once.
    @Test(arguments: Kind.allCases)
    func `a writer keeps its pieces in order`(kind: Kind) async throws {
        try await kind.open { store in
            let pieces = [Self.bytes(70_000), [], [1, 2, 3], Self.bytes(9)]
            let writer = try await store.writer()
            for piece in pieces { try await writer.append(piece) }
            let blob = try await writer.finish()
            let whole = Array(pieces.joined())
            #expect(blob == Blob(id: blob.id, size: whole.count, sha256: Array(SHA256.hash(data: whole))))
            #expect(try await store.read(blob.id) == whole)
        }
    }

    /// Pieces after the end would change what a record already describes.
    @Test(arguments: Kind.allCases, [true, false])
    func `a writer that ended takes no more`(kind: Kind, finishes: Bool) async throws {
        try await kind.open { store in
            let writer = try await store.writer()
            try await writer.append([1])
            if finishes { _ = try await writer.finish() } else { await writer.abandon() }
            await #expect(throws: BlobFault.closed) { try await writer.append([2]) }
            await #expect(throws: BlobFault.closed) { try await writer.finish() }
            await writer.abandon()
        }
    }

    /// Abandoning late, as a `defer` would, must not take back what was kept.
    @Test(arguments: Kind.allCases)
    func `abandoning after the end changes nothing`(kind: Kind) async throws {
        try await kind.open { store in
            let writer = try await store.writer()
            try await writer.append([1, 2])
            let blob = try await writer.finish()
            await writer.abandon()
            #expect(try await store.read(blob.id) == [1, 2])
        }
    }

    /// Removal is tried again after a crash, so what is gone is fine; what was never there is missing on reading.
    @Test(arguments: Kind.allCases)
    func `removal is final and may be repeated`(kind: Kind) async throws {
        try await kind.open { store in
            let blob = try await store.put([1])
            try await store.remove(blob.id)
            try await store.remove(blob.id)
            await #expect(throws: BlobFault.missing(blob.id)) { try await store.read(blob.id) }
        }
    }

    /// An id comes out of a record, but a record may be restored, imported or wrong: it must never become a path.
    @Test(
        arguments: Kind.allCases,
        [
            "", "a", "../../etc/passwd", "..", String(repeating: "A", count: 32), String(repeating: "g", count: 32),
            String(repeating: "a", count: 31) + "/", String(repeating: "a", count: 33),
            "٠" + String(repeating: "a", count: 30),
        ]
    )
    func `ids of another form are refused`(kind: Kind, id: String) async throws {
        try await kind.open { store in
            await #expect(throws: BlobFault.malformed(id)) { try await store.read(id) }
            await #expect(throws: BlobFault.malformed(id)) { try await store.remove(id) }
        }
    }

    /// Orphans of crashes go, what is named stays, and what is young waits for its record.
    @Test(arguments: Kind.allCases)
    func `a sweep removes old orphans only`(kind: Kind) async throws {
        try await kind.open { store in
            let named = try await store.put([1])
            let orphan = try await store.put([2])
            try await store.sweep(keeping: [named.id], olderThan: 3_600)
            #expect(try await store.read(orphan.id) == [2])
            try await store.sweep(keeping: [named.id], olderThan: 0)
            #expect(try await store.read(named.id) == [1])
            await #expect(throws: BlobFault.missing(orphan.id)) { try await store.read(orphan.id) }
        }
    }

    /// An upload may be under way while the store is swept or emptied.
    @Test(arguments: Kind.allCases)
    func `open writers outlive sweeping and removal of all`(kind: Kind) async throws {
        try await kind.open { store in
            let before = try await store.put([9])
            let writer = try await store.writer()
            try await writer.append([1])
            try await store.sweep(keeping: [], olderThan: 0)
            try await store.removeAll()
            try await writer.append([2])
            let blob = try await writer.finish()
            #expect(try await store.read(blob.id) == [1, 2])
            await #expect(throws: BlobFault.missing(before.id)) { try await store.read(before.id) }
        }
    }

    /// Many at once share few threads; none may mix with another or starve.
    @Test(arguments: Kind.allCases)
    func `many may write and read at once`(kind: Kind) async throws {
        try await kind.open { store in
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let bytes = Self.bytes(1_000 + number)
                        let blob = try await store.put(bytes)
                        #expect(try await store.read(blob.id) == bytes)
                        return blob.id
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 200)
        }
    }
}
