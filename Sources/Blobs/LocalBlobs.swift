/// Blobs as files of one folder, each written beside its place, synced and renamed, so that it is there whole or not
/// at all.
///
/// One process at a time may use the folder; the data folder's lock sees to that.
package struct LocalBlobs: BlobStore {
    private let folder: String
    private let threads = FileThreads()

    /// Opens the folder, or makes it with mode 0700, and removes the drafts that a crash left.
    package init(folder: String) throws {
        self.folder = folder
        let drafts = Self.drafts(in: folder)
        if try BlobFiles.makeFolder(folder) { try BlobFiles.sync(folder: folder + "/..") }
        if try BlobFiles.makeFolder(drafts) { try BlobFiles.sync(folder: folder) }
        for name in try BlobFiles.names(in: drafts) { try BlobFiles.remove(drafts + "/" + name) }
    }

    package func put(_ bytes: [UInt8]) async throws -> Blob {
        let folder = folder
        return try await threads.run {
            var draft = try BlobDraft(folder: folder)
            do {
                try draft.append(bytes)
                return try draft.keep()
            } catch {
                draft.discard()
                throw error
            }
        }
    }

    package func writer() async throws -> any BlobWriter {
        let folder = folder
        return LocalBlobWriter(draft: try await threads.run { try BlobDraft(folder: folder) }, threads: threads)
    }

    package func read(_ id: String, _ range: Range<Int>?) async throws -> [UInt8] {
        let path = Self.path(of: try BlobID(parsing: id), in: folder)
        return try await threads.run { try BlobFiles.read(path, range, of: id) }
    }

    package func remove(_ id: String) async throws {
        let path = Self.path(of: try BlobID(parsing: id), in: folder)
        try await threads.run { try BlobFiles.remove(path) }
    }

    package func sweep(keeping live: Set<String>, olderThan seconds: Int) async throws {
        try await eachShelf { path, id in
            guard !live.contains(id), let age = BlobFiles.age(of: path), age >= seconds else { return }
            try BlobFiles.remove(path)
        }
    }

    package func removeAll() async throws {
        try await eachShelf { path, _ in try BlobFiles.remove(path) }
    }

    /// Visits every blob, one shelf at a time, so that others get their turn between.
    private func eachShelf(_ visit: @escaping @Sendable (_ path: String, _ id: String) throws -> Void) async throws {
        let folder = folder
        for shelf in try await threads.run({ try BlobFiles.names(in: folder) }) where shelf.utf8.count == 2 {
            let path = folder + "/" + shelf
            try await threads.run {
                for name in try BlobFiles.names(in: path) where BlobID.isWellFormed(name) {
                    try visit(path + "/" + name, name)
                }
            }
        }
    }

    /// Where what is being written lies: in the same file system, and apart from what is whole.
    static func drafts(in folder: String) -> String {
        folder + "/drafts"
    }

    static func path(of id: BlobID, in folder: String) -> String {
        folder + "/" + id.shelf + "/" + id.text
    }
}
