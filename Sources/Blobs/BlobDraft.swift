import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A blob while it is being written: a file under the drafts, hashed as it grows. Exactly one of `keep` and `discard`
/// ends it.
struct BlobDraft: Sendable {
    private let folder: String
    private let id: BlobID
    private let descriptor: Int32
    private var size = 0
    private var hash = SHA256()

    init(folder: String) throws(BlobFault) {
        self.folder = folder
        id = BlobID.random()
        descriptor = try BlobFiles.create(Self.path(of: id, in: folder))
    }

    mutating func append(_ bytes: [UInt8]) throws(BlobFault) {
        try BlobFiles.append(bytes, to: descriptor, at: path)
        hash.update(data: bytes)
        size += bytes.count
    }

    /// Makes bytes and name last. After a failure the draft still wants `discard`.
    func keep() throws(BlobFault) -> Blob {
        try BlobFiles.sync(descriptor, at: path)
        let shelf = folder + "/" + id.shelf
        if try BlobFiles.makeFolder(shelf) { try BlobFiles.sync(folder: folder) }
        let target = LocalBlobs.path(of: id, in: folder)
        try BlobFiles.move(path, to: target)
        do {
            try BlobFiles.sync(folder: shelf)
        } catch {
            try? BlobFiles.remove(target)
            throw error
        }
        close(descriptor)
        return Blob(id: id.text, size: size, sha256: Array(hash.finalize()))
    }

    func discard() {
        close(descriptor)
        try? BlobFiles.remove(path)
    }

    private var path: String {
        Self.path(of: id, in: folder)
    }

    private static func path(of id: BlobID, in folder: String) -> String {
        LocalBlobs.drafts(in: folder) + "/" + id.text
    }
}
