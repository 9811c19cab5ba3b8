#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The folders beside `/usr` in which this machine keeps its programs and libraries.
struct RootFolder: Sendable {
    enum Entry: Hashable, Sendable {
        case folder
        /// A link, as on systems that have moved everything to `/usr`.
        case link(String)
    }

    var entries: [(path: String, entry: Entry)]

    /// Looks at this machine.
    static func current() -> RootFolder {
        let found = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].compactMap { path in
            entry(at: path).map { (path: path, entry: $0) }
        }
        return RootFolder(entries: found)
    }

    private static func entry(at path: String) -> Entry? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFLNK else { return .folder }
        return Descriptors.linkTarget(of: path).map { .link($0) }
    }
}
