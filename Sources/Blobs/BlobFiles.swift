#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls on files that durability and secrecy need. Every path is the store's own; ids have been checked.
enum BlobFiles {
    /// Makes a folder that its owner alone may enter; answers whether it was missing.
    static func makeFolder(_ path: String) throws(BlobFault) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw refusal(path) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw refusal(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .unwritable(path: path, reason: "it is not a folder")
        }
        return false
    }

    /// Makes a new file that its owner alone may read, and opens it for writing.
    static func create(_ path: String) throws(BlobFault) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path) }
        return descriptor
    }

    /// Writes all bytes at the file's end.
    static func append(_ bytes: [UInt8], to descriptor: Int32, at path: String) throws(BlobFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw refusal(path)
            }
        }
    }

    /// Makes a file's bytes last through a power cut.
    static func sync(_ descriptor: Int32, at path: String) throws(BlobFault) {
        #if canImport(Darwin)
            // fsync there leaves bytes in the drive's own cache.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw refusal(path) }
    }

    /// Makes names in a folder last: without this a new file can be gone after a power cut.
    static func sync(folder path: String) throws(BlobFault) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { close(descriptor) }
        try sync(descriptor, at: path)
    }

    /// Gives a file its final name, in the same file system.
    static func move(_ path: String, to target: String) throws(BlobFault) {
        guard rename(path, target) == 0 else { throw refusal(target) }
    }

    /// Reads the bytes of a range, or all. The file's size decides whether the range lies within.
    static func read(_ path: String, _ range: Range<Int>?, of id: String) throws(BlobFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(id) : .unreadable(path: path, reason: lastError())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: lastError()) }
        let size = Int(status.st_size)
        let range = range ?? 0..<size
        guard range.lowerBound >= 0, range.upperBound <= size else { throw .outside(id: id, size: size) }
        var failure: BlobFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let count = pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
                if count > 0 {
                    filled += count
                } else if count == 0 {
                    failure = .unreadable(path: path, reason: "it is shorter than it was")
                    return
                } else if errno != EINTR {
                    failure = .unreadable(path: path, reason: lastError())
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Removes a file; one that is gone already is no error.
    static func remove(_ path: String) throws(BlobFault) {
        guard unlink(path) == 0 || errno == ENOENT else { throw refusal(path) }
    }

    /// The names in a folder; none when it does not exist.
    static func names(in path: String) throws(BlobFault) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .unreadable(path: path, reason: lastError())
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            // The name is a C array of fixed size, which Swift shows as a tuple; it ends with a zero.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// How many seconds ago a file was last written; nil when it is gone.
    static func age(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            return time(nil) - status.st_mtimespec.tv_sec
        #else
            return time(nil) - status.st_mtim.tv_sec
        #endif
    }

    /// What the last error means for something that was to be written.
    private static func refusal(_ path: String) -> BlobFault {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full(path: path)
        default: .unwritable(path: path, reason: lastError())
        }
    }

    /// The system's words for the last error.
    private static func lastError() -> String {
        String(cString: strerror(errno))
    }
}
