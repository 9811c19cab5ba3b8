/// An entry's place within its archive: names from the root down, none of which leads back up.
struct ArchivePath: Hashable, Sendable {
    /// Deeper than any package manager goes, and shallow enough that paths alone cannot exhaust a disk's names.
    static let maximumDepth = 128

    let names: [String]

    /// Takes a path as written in an archive; refuses those that are absolute or lead upward.
    ///
    /// Empty names and `.` say nothing and are dropped, so the root itself has no names.
    init(parsing text: String) throws(ArchiveFault) {
        guard !text.utf8.contains(0), text.utf8.first != UInt8(ascii: "/") else { throw .unsafe(path: text) }
        let names = text.split(separator: "/").filter { $0 != "." }.map(String.init)
        guard !names.contains("..") else { throw .unsafe(path: text) }
        guard names.allSatisfy({ $0.utf8.count <= 255 }), text.utf8.count < 4_096, names.count <= Self.maximumDepth
        else { throw .unreadable("The name of an entry is too long.") }
        self.names = names
    }

    init(names: [String]) {
        self.names = names
    }

    var text: String {
        names.joined(separator: "/")
    }

    var parent: ArchivePath {
        ArchivePath(names: Array(names.dropLast()))
    }

    /// Whether a link here may point to `target`.
    ///
    /// Only leading `..` are allowed, and no more than there are folders above. What follows them are names, each a
    /// folder, a file, or a link held to the same rule; so no chain of links leaves the root, whatever is unpacked
    /// over it later. An absolute target, and a `..` after a name, could.
    func admits(link target: String) -> Bool {
        guard !target.isEmpty, !target.utf8.contains(0), target.utf8.first != UInt8(ascii: "/") else { return false }
        let steps = target.split(separator: "/").filter { $0 != "." }
        let climbs = steps.prefix { $0 == ".." }.count
        return climbs < names.count && !steps.dropFirst(climbs).contains("..")
    }
}
