/// One entry of an archive, as its directory describes it.
struct ArchiveEntry: Hashable, Sendable {
    /// What an entry becomes.
    enum Kind: Hashable, Sendable {
        case file, folder, link
    }

    let path: ArchivePath
    let kind: Kind
    /// Permissions only; never set-user or set-group.
    let mode: UInt32
    /// As claimed.
    let size: UInt64

    init(path: ArchivePath, kind: Kind, mode: UInt32, size: UInt64) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.size = size
    }

    /// Judges an entry by its name, the system it was made on and that system's attributes.
    ///
    /// - Parameter attributes: the directory's external attributes; on Unix their upper half is `st_mode`.
    init(name: String, madeOnUnix: Bool, attributes: UInt32, size: UInt64) throws(ArchiveFault) {
        path = try ArchivePath(parsing: name)
        self.size = size
        let endsAsFolder = name.utf8.last == UInt8(ascii: "/")
        let unix = madeOnUnix ? attributes >> 16 : 0
        switch unix & 0o170000 {
        case 0o120000:
            guard !endsAsFolder else { throw .unsafe(path: name) }
            kind = .link
        case 0o040000:
            kind = .folder
        case 0, 0o100000:
            kind = endsAsFolder || path.names.isEmpty ? .folder : .file
        default:
            throw .unsafe(path: name)
        }
        guard kind != .folder || size == 0 else {
            throw .unreadable("The folder \(String(reflecting: name)) has content.")
        }
        guard kind == .folder || !path.names.isEmpty else { throw .unsafe(path: name) }
        let permissions = unix & 0o777
        if permissions == 0 {
            mode = kind == .file ? 0o644 : 0o755
        } else {
            // What its owner cannot read or enter could be neither run nor removed.
            mode = permissions | (kind == .folder ? 0o700 : 0o400)
        }
    }
}
