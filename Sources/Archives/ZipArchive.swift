/// Reads and makes zip archives that lie in memory. Archives from outside are taken as hostile.
///
/// These calls compute and touch files for as long as the archive is big, about a second for 250 MB: keep them off
/// threads that others wait for.
package enum ZipArchive {
    /// The most files, folders and links that an archive may hold.
    package static let maximumEntries = 100_000

    /// AWS Lambda's quota for a function and its layers, in bytes when unpacked.
    package static let functionLimit = 262_144_000

    /// Looks through a whole archive without writing anything: every name and link is checked, every byte counted.
    ///
    /// - Parameter limit: the most bytes that it may hold when unpacked.
    package static func summary(
        of bytes: [UInt8], limit: Int = functionLimit
    ) throws(ArchiveFault) -> ArchiveSummary {
        var reader = try ArchiveReader(bytes, limit: limit)
        var tree = ArchiveTree()
        while let entry = try reader.next() {
            try tree.insert(entry)
            switch entry.kind {
            case .folder: break
            case .file: try reader.read(entry) { (_) throws(ArchiveFault) in }
            case .link: _ = try reader.target(of: entry)
            }
        }
        return ArchiveSummary(unpackedSize: reader.unpackedSize, entryCount: reader.count)
    }

    /// Unpacks an archive into a folder, which is made if it is missing; what lies there already is overlaid.
    ///
    /// Modes are kept, but for set-user and set-group; entries without get 0644 and 0755. Nothing is ever written
    /// outside the folder, nor through a link. On failure the folder holds a part: remove it.
    package static func unpack(
        _ bytes: [UInt8], into folder: String, limit: Int = functionLimit
    ) throws(ArchiveFault) {
        var reader = try ArchiveReader(bytes, limit: limit)
        var tree = ArchiveTree()
        let target = try UnpackFolder(folder)
        var links: [(path: ArchivePath, target: String)] = []
        while let entry = try reader.next() {
            try tree.insert(entry)
            switch entry.kind {
            case .folder:
                try target.makeFolder(entry.path, mode: entry.mode)
            case .file:
                let file = try target.create(entry.path, mode: entry.mode)
                try reader.read(entry) { (piece) throws(ArchiveFault) in try file.append(piece) }
            case .link:
                links.append((entry.path, try reader.target(of: entry)))
            }
        }
        // Last, so that no entry can be written through one.
        for link in links { try target.link(link.path, to: link.target) }
    }

    /// Packs what lies in a folder. The same content gives the same bytes on any day and machine: entries are sorted,
    /// times fixed, and modes 0755 for what its owner may run, else 0644.
    ///
    /// - Parameter ignored: names that are left out wherever they stand.
    /// - Parameter limit: the most bytes that the folder may hold.
    package static func pack(
        folder: String, ignoring ignored: Set<String> = [".git", ".DS_Store"], limit: Int = functionLimit
    ) throws(ArchiveFault) -> [UInt8] {
        let source = PackFolder(folder, ignoring: ignored)
        let entries = try source.entries(limit: limit)
        var writer = try ArchiveWriter()
        for entry in entries {
            try writer.begin(entry)
            switch entry.kind {
            case .folder: break
            case .file: try source.content(of: entry) { (piece) throws(ArchiveFault) in try writer.append(piece) }
            case .link: try writer.append(Array(try source.target(of: entry).utf8)[...])
            }
            try writer.end()
        }
        return try writer.finish()
    }
}
