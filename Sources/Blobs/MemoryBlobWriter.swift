import Synchronization

/// Gathers one blob's bytes in memory.
final class MemoryBlobWriter: BlobWriter {
    private let store: MemoryBlobs
    private let bytes = Mutex<[UInt8]?>([])

    init(store: MemoryBlobs) {
        self.store = store
    }

    func append(_ bytes: [UInt8]) async throws {
        try self.bytes.withLock { held in
            guard held != nil else { throw BlobFault.closed }
            held?.append(contentsOf: bytes)
        }
    }

    func finish() async throws -> Blob {
        let bytes = try self.bytes.withLock { held in
            guard let bytes = held else { throw BlobFault.closed }
            held = nil
            return bytes
        }
        return store.keep(bytes)
    }

    func abandon() async {
        bytes.withLock { $0 = nil }
    }
}
