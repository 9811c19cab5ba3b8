/// An archive in the blob store, as it was uploaded.
struct CodeArchive: Codable, Hashable, Sendable {
    /// Its id in the blob store.
    let blob: String
    /// Bytes of the archive.
    let size: Int
    /// Bytes of what is in it, unpacked.
    let unpackedSize: Int
    /// Base 64 of the SHA-256 of the archive, as answers carry it.
    let sha256: String
}
