/// The places that an archive's entries take, to find those that contradict each other.
struct ArchiveTree {
    private var kinds: [ArchivePath: ArchiveEntry.Kind] = [:]

    /// Takes an entry's place and those of the folders above it.
    ///
    /// A file may come twice, and the last wins, as with other unpackers. Nothing may lie under a file or a link.
    mutating func insert(_ entry: ArchiveEntry) throws(ArchiveFault) {
        var above = entry.path
        while !above.names.isEmpty {
            above = above.parent
            switch kinds.updateValue(.folder, forKey: above) {
            case nil: continue
            // Its own folders were seen when it came.
            case .folder: above = ArchivePath(names: [])
            case .file: throw Self.contradiction(above)
            case .link: throw .unsafe(path: entry.path.text)
            }
        }
        let before = kinds.updateValue(entry.kind, forKey: entry.path)
        if let before, before != entry.kind || before == .link {
            guard before != .link, entry.kind != .link else { throw .unsafe(path: entry.path.text) }
            throw Self.contradiction(entry.path)
        }
        guard kinds.count <= ZipArchive.maximumEntries + 1 else {
            throw .unreadable("It has more than \(ZipArchive.maximumEntries) files and folders.")
        }
    }

    private static func contradiction(_ path: ArchivePath) -> ArchiveFault {
        .unreadable("\(String(reflecting: path.text)) is both a file and a folder.")
    }
}
