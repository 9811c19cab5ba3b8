import Crypto
import Synchronization

/// Blobs that last as long as the process: for tests and servers that keep nothing.
package final class MemoryBlobs: BlobStore {
    private let held = Mutex<[String: Held]>([:])

    package init() {}

    package func put(_ bytes: [UInt8]) async throws -> Blob {
        keep(bytes)
    }

    package func writer() async throws -> any BlobWriter {
        MemoryBlobWriter(store: self)
    }

    package func read(_ id: String, _ range: Range<Int>?) async throws -> [UInt8] {
        let id = try BlobID(parsing: id).text
        guard let bytes = held.withLock({ $0[id]?.bytes }) else { throw BlobFault.missing(id) }
        guard let range else { return bytes }
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            throw BlobFault.outside(id: id, size: bytes.count)
        }
        return Array(bytes[range])
    }

    package func remove(_ id: String) async throws {
        let id = try BlobID(parsing: id).text
        held.withLock { $0[id] = nil }
    }

    package func sweep(keeping live: Set<String>, olderThan seconds: Int) async throws {
        let now = ContinuousClock.now
        held.withLock { held in
            held = held.filter { live.contains($0.key) || now - $0.value.since < .seconds(seconds) }
        }
    }

    package func removeAll() async throws {
        held.withLock { $0 = [:] }
    }

    func keep(_ bytes: [UInt8]) -> Blob {
        let id = BlobID.random().text
        held.withLock { $0[id] = Held(bytes: bytes, since: .now) }
        return Blob(id: id, size: bytes.count, sha256: Array(SHA256.hash(data: bytes)))
    }

    /// A blob's bytes, and when they came.
    private struct Held {
        let bytes: [UInt8]
        let since: ContinuousClock.Instant
    }
}
