/// Keeps large bytes that are written once, never changed, and read whole or in ranges.
///
/// Bytes come first and the record that names them second: a crash between the two leaves an orphan for `sweep`, never
/// a record without its bytes.
package protocol BlobStore: Sendable {
    /// Keeps bytes; they outlast a power cut once this returns. Failing, it leaves nothing behind.
    func put(_ bytes: [UInt8]) async throws -> Blob

    /// Opens a blob for bytes that are too many to hold at once.
    func writer() async throws -> any BlobWriter

    /// Reads all bytes, or those in a range that lies within the blob.
    func read(_ id: String, _ range: Range<Int>?) async throws -> [UInt8]

    /// Forgets bytes. What is gone already is no error: removal is tried again after a crash.
    func remove(_ id: String) async throws

    /// Removes what no record names. `seconds` spares the young, whose records may still be on their way.
    func sweep(keeping live: Set<String>, olderThan seconds: Int) async throws

    /// Forgets everything. Writers that are open are not disturbed.
    func removeAll() async throws
}

extension BlobStore {
    /// Reads all bytes of a blob.
    package func read(_ id: String) async throws -> [UInt8] {
        try await read(id, nil)
    }
}
