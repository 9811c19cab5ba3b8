#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that an archive is unpacked into.
///
/// Every step down opens one name, never following a link: what lies there already may be hostile too.
final class UnpackFolder {
    private let path: String
    private let root: Int32
    /// The folder that was opened last: entries of one folder mostly follow each other.
    private var recent: (path: ArchivePath, descriptor: Int32)?

    init(_ path: String) throws(ArchiveFault) {
        self.path = path
        let isNew = mkdir(path, 0o755) == 0
        root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw Self.refusal(path) }
        // The process's mask may have taken from the mode.
        if isNew { fchmod(root, 0o755) }
    }

    deinit {
        if let recent { close(recent.descriptor) }
        if root >= 0 { close(root) }
    }

    /// Makes a folder and those above it; gives one that exists the mode.
    func makeFolder(_ path: ArchivePath, mode: UInt32) throws(ArchiveFault) {
        guard !path.names.isEmpty else { return }
        fchmod(try descriptor(of: path), mode_t(mode))
    }

    /// Makes a file, in the place of one that may be there.
    func create(_ path: ArchivePath, mode: UInt32) throws(ArchiveFault) -> UnpackedFile {
        let folder = try descriptor(of: path.parent)
        let name = path.names[path.names.count - 1]
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var file = openat(folder, name, flags, 0o600)
        if file < 0, errno == EEXIST, unlinkat(folder, name, 0) == 0 { file = openat(folder, name, flags, 0o600) }
        guard file >= 0 else { throw Self.refusal(self.path + "/" + path.text) }
        fchmod(file, mode_t(mode))
        return UnpackedFile(descriptor: file, path: self.path + "/" + path.text)
    }

    /// Makes a link whose target has been judged, in the place of a file or link that may be there.
    func link(_ path: ArchivePath, to target: String) throws(ArchiveFault) {
        let folder = try descriptor(of: path.parent)
        let name = path.names[path.names.count - 1]
        var status = symlinkat(target, folder, name)
        if status != 0, errno == EEXIST, unlinkat(folder, name, 0) == 0 { status = symlinkat(target, folder, name) }
        guard status == 0 else { throw Self.refusal(self.path + "/" + path.text) }
    }

    /// Opens a folder, making what is missing. The descriptor stays this object's own.
    private func descriptor(of path: ArchivePath) throws(ArchiveFault) -> Int32 {
        if path.names.isEmpty { return root }
        if let recent, recent.path == path { return recent.descriptor }
        var current = root
        for name in path.names {
            let isNew = mkdirat(current, name, 0o755) == 0
            let next = openat(current, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let failure = errno
            if current != root { close(current) }
            guard next >= 0 else {
                guard failure != ELOOP, failure != ENOTDIR else { throw .unsafe(path: path.text) }
                errno = failure
                throw Self.refusal(self.path + "/" + path.text)
            }
            if isNew { fchmod(next, 0o755) }
            current = next
        }
        if let recent { close(recent.descriptor) }
        recent = (path, current)
        return current
    }

    private static func refusal(_ path: String) -> ArchiveFault {
        .refused(path: path, reason: String(cString: strerror(errno)))
    }
}
