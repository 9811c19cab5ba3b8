#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that an archive is made from.
struct PackFolder {
    private let path: String
    private let ignored: Set<String>

    init(_ path: String, ignoring ignored: Set<String>) {
        self.path = path
        self.ignored = ignored
    }

    /// All that lies in the folder, sorted by path as bytes; throws when there is more than the limit.
    func entries(limit: Int) throws(ArchiveFault) -> [ArchiveEntry] {
        var entries: [ArchiveEntry] = []
        var folders = [ArchivePath(names: [])]
        var size: UInt64 = 0
        while let folder = folders.popLast() {
            for name in try names(in: folder) {
                let entry = try entry(at: ArchivePath(names: folder.names + [name]))
                entries.append(entry)
                size += entry.size
                guard size <= UInt64(limit) else { throw .tooLarge(limit: limit) }
                guard entries.count <= ZipArchive.maximumEntries else {
                    throw .unreadable("It has more than \(ZipArchive.maximumEntries) files and folders.")
                }
                if entry.kind == .folder { folders.append(entry.path) }
            }
        }
        return entries.sorted { $0.path.text.utf8.lexicographicallyPrecedes($1.path.text.utf8) }
    }

    /// Hands over a file's bytes in pieces; throws when it is no longer as long as it was.
    func content(
        of entry: ArchiveEntry, _ take: (ArraySlice<UInt8>) throws(ArchiveFault) -> Void
    ) throws(ArchiveFault) {
        let path = place(of: entry.path)
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(path) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var size: UInt64 = 0
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.refusal(path) }
            guard count > 0 else { break }
            size += UInt64(count)
            guard size <= entry.size else { break }
            try take(buffer[..<count])
        }
        guard size == entry.size else { throw .refused(path: path, reason: "it changed while it was read") }
    }

    /// Where a link points to; throws when that is outside the folder.
    func target(of entry: ArchiveEntry) throws(ArchiveFault) -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = buffer.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                // The buffer is not empty, so it has an address.
                readlink(place(of: entry.path), text.baseAddress!, text.count)
            }
        }
        guard count >= 0 else { throw Self.refusal(place(of: entry.path)) }
        guard count < buffer.count, let target = String(validating: buffer[..<count], as: UTF8.self),
            entry.path.admits(link: target)
        else { throw .unsafe(path: entry.path.text) }
        return target
    }

    private func entry(at path: ArchivePath) throws(ArchiveFault) -> ArchiveEntry {
        var status = stat()
        guard lstat(place(of: path), &status) == 0 else { throw Self.refusal(place(of: path)) }
        let runs = status.st_mode & 0o100 != 0
        let size = UInt64(status.st_size)
        switch status.st_mode & S_IFMT {
        case S_IFREG: return ArchiveEntry(path: path, kind: .file, mode: runs ? 0o755 : 0o644, size: size)
        case S_IFDIR: return ArchiveEntry(path: path, kind: .folder, mode: 0o755, size: 0)
        case S_IFLNK: return ArchiveEntry(path: path, kind: .link, mode: 0o777, size: size)
        default: throw .refused(path: place(of: path), reason: "it is neither file, folder nor link")
        }
    }

    private func names(in folder: ArchivePath) throws(ArchiveFault) -> [String] {
        let path = place(of: folder)
        guard let stream = opendir(path) else { throw Self.refusal(path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // The name is a C array of fixed size, which Swift shows as a tuple; it ends with a zero.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(validatingCString: $0)
                }
            }
            guard let name else { throw .refused(path: path, reason: "a file's name in it is not UTF-8") }
            if name != ".", name != "..", !ignored.contains(name) { names.append(name) }
        }
        return names
    }

    private func place(of path: ArchivePath) -> String {
        path.names.isEmpty ? self.path : self.path + "/" + path.text
    }

    private static func refusal(_ path: String) -> ArchiveFault {
        .refused(path: path, reason: String(cString: strerror(errno)))
    }
}
