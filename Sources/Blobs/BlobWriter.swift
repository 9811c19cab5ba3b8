/// Takes one blob's bytes in pieces, in constant memory.
///
/// A writer that fails, or is let go before `finish`, leaves nothing behind.
package protocol BlobWriter: Sendable {
    /// Adds bytes at the end.
    func append(_ bytes: [UInt8]) async throws

    /// Keeps what was appended; it outlasts a power cut once this returns. The writer takes no more.
    func finish() async throws -> Blob

    /// Forgets what was appended. After `finish` it does nothing.
    func abandon() async
}
