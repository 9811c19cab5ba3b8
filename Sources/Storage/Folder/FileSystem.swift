#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls on files that durability and secrecy need and Foundation does not offer.
enum FileSystem {
    /// The system's words for the last error.
    static func lastError() -> String {
        String(cString: strerror(errno))
    }

    /// Makes a folder and those above it, readable by its owner only; answers whether it was missing.
    static func makeFolder(_ path: String) throws(StorageFault) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        switch errno {
        case EEXIST:
            var status = stat()
            guard stat(path, &status) == 0 else { throw .unwritable(path: path, reason: lastError()) }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .unwritable(path: path, reason: "it is not a folder")
            }
            return false
        case ENOENT:
            let parent = parent(of: path)
            guard parent != path else { throw .unwritable(path: path, reason: lastError()) }
            _ = try makeFolder(parent)
            guard mkdir(path, 0o700) == 0 else { throw .unwritable(path: path, reason: lastError()) }
            try sync(folder: parent)
            return true
        default:
            throw .unwritable(path: path, reason: lastError())
        }
    }

    /// Makes names in a folder last: without this a new file can be gone after a power cut.
    static func sync(folder path: String) throws(StorageFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: lastError()) }
    }

    /// Writes a new file of mode 0600 that is either there in full or not at all; never replaces one.
    static func create(_ path: String, content: [UInt8]) throws(StorageFault) {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        guard write(descriptor, content, content.count) == content.count, fsync(descriptor) == 0,
            link(draft, path) == 0
        else { throw refusal(path) }
        try sync(folder: parent(of: path))
    }

    /// What the last error means for a file that was to be written.
    static func refusal(_ path: String) -> StorageFault {
        errno == ENOSPC || errno == EDQUOT ? .full : .unwritable(path: path, reason: lastError())
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The folder that a path's last name stands in.
    static func parent(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
