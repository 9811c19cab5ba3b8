import Synchronization

/// Writes one blob's file piece by piece. Calls that meet wait for each other on the file threads.
final class LocalBlobWriter: BlobWriter {
    private let draft: Mutex<BlobDraft?>
    private let threads: FileThreads

    init(draft: BlobDraft, threads: FileThreads) {
        self.draft = Mutex(draft)
        self.threads = threads
    }

    deinit {
        draft.withLock { $0?.discard() }
    }

    func append(_ bytes: [UInt8]) async throws {
        try await threads.run {
            try self.working { draft throws(BlobFault) in try draft.append(bytes) }
        }
    }

    func finish() async throws -> Blob {
        try await threads.run {
            try self.working(last: true) { draft throws(BlobFault) in try draft.keep() }
        }
    }

    func abandon() async {
        // It has nothing to throw: what cannot be removed now is swept at the next start.
        try? await threads.run {
            self.draft.withLock { draft in
                draft?.discard()
                draft = nil
            }
        }
    }

    /// Works on the draft while it lasts. A failure ends it: a file that lacks a piece must never be kept.
    private func working<Value>(
        last: Bool = false, _ work: (inout BlobDraft) throws(BlobFault) -> Value
    ) throws(BlobFault) -> Value {
        try draft.withLock { held throws(BlobFault) in
            guard var draft = held else { throw .closed }
            held = nil
            do throws(BlobFault) {
                let value = try work(&draft)
                if !last { held = draft }
                return value
            } catch {
                draft.discard()
                throw error
            }
        }
    }
}
