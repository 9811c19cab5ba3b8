#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The processes of this machine as `/proc` shows them at one moment.
struct ProcessTree {
    private var children: [pid_t: [pid_t]] = [:]

    /// Reads the whole of `/proc`; empty where there is none.
    private static func now() -> ProcessTree {
        var tree = ProcessTree()
        guard let folder = opendir("/proc") else { return tree }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let id = pid_t(name), let parent = parent(of: id) else { continue }
            tree.children[parent, default: []].append(id)
        }
        return tree
    }

    /// A process and all that descends from it, now.
    static func family(of id: pid_t) -> [pid_t] {
        // Each thread's own list spares the look at every process; not all kernels keep it.
        guard Descriptors.contents(of: "/proc/\(id)/task/\(id)/children") != nil else { return now().family(of: id) }
        var family = [id]
        var index = 0
        while index < family.count {
            let folder = "/proc/\(family[index])/task"
            for thread in FolderTree.names(in: folder) {
                let children = Descriptors.contents(of: "\(folder)/\(thread)/children") ?? []
                family += String(decoding: children, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
            }
            index += 1
        }
        return family
    }

    /// A process and all that descends from it.
    private func family(of id: pid_t) -> [pid_t] {
        var family = [id]
        var index = 0
        while index < family.count {
            family += children[family[index]] ?? []
            index += 1
        }
        return family
    }

    /// Bytes of memory that a process shares with nobody; zero for one that is gone.
    static func privateBytes(of id: pid_t) -> Int {
        guard let text = Descriptors.contents(of: "/proc/\(id)/statm") else { return 0 }
        let fields = text.split(separator: UInt8(ascii: " ")).prefix(3).map { Int(String(decoding: $0, as: UTF8.self)) }
        guard fields.count == 3, let resident = fields[1], let shared = fields[2] else { return 0 }
        return max(0, resident - shared) * Int(getpagesize())
    }

    /// Whether a process holds a socket, by the socket's inode.
    static func holdsSocket(_ inode: Int, in id: pid_t) -> Bool {
        let path = "/proc/\(id)/fd"
        guard let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        let wanted = "socket:[\(inode)]"
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if Descriptors.linkTarget(of: "\(path)/\(name)") == wanted { return true }
        }
        return false
    }

    /// The fourth field of `stat`, after a name in parentheses that may hold anything.
    private static func parent(of id: pid_t) -> pid_t? {
        guard let text = Descriptors.contents(of: "/proc/\(id)/stat"), let end = text.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = text[(end + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 2)
        return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
    }
}
