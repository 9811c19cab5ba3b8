#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Folders and what lies in them, without following links.
enum FolderTree {
    /// The names in a folder, without itself and its parent; none where it cannot be read.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a folder and those above it.
    static func make(_ path: String, mode: mode_t = 0o700) throws(LaunchFault) {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        let failure = errno
        guard failure == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw .system("mkdir \(path)", failure)
        }
        try make(String(path[..<slash]), mode: mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .system("mkdir \(path)", errno) }
    }

    /// Removes a file, a link, or a folder with all that it holds. What is gone already is no error.
    static func remove(_ path: String) {
        if unlink(path) == 0 || errno == ENOENT { return }
        // A folder without the right to write to it gives nothing up.
        _ = chmod(path, 0o700)
        for name in names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }

    /// Lets every user read what lies in a folder, and run what its owner may run.
    static func open(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            _ = chmod(path, 0o755)
            for name in names(in: path) { open("\(path)/\(name)") }
        case S_IFREG:
            _ = chmod(path, status.st_mode & 0o100 == 0 ? 0o644 : 0o755)
        default: break
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Writes a file anew, for everybody to read.
    static func write(_ text: String, to path: String) throws(LaunchFault) {
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #elseif canImport(Musl)
            let descriptor = Musl.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #else
            let descriptor = Darwin.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #endif
        guard descriptor >= 0 else { throw .system("open \(path)", errno) }
        defer { close(descriptor) }
        _ = fchmod(descriptor, 0o644)
        guard Descriptors.write(Array(text.utf8), to: descriptor) else { throw .system("write \(path)", errno) }
    }
}
