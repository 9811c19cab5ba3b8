import CMinizip

/// Makes an archive in memory.
struct ArchiveWriter: ~Copyable {
    private static let failure = ArchiveFault.unreadable("The archive cannot be made.")

    private let memory = MemoryFile()
    private var file: zipFile?

    init() throws(ArchiveFault) {
        var functions = memory.functions
        file = zipOpen2_64(nil, APPEND_STATUS_CREATE, nil, &functions)
        guard file != nil else { throw Self.failure }
    }

    deinit {
        if let file { zipClose(file, nil) }
    }

    /// Starts an entry; what is appended until `end` is its content.
    mutating func begin(_ entry: ArchiveEntry) throws(ArchiveFault) {
        var info = zip_fileinfo()
        // The first of January 1980, where the format's time begins.
        info.dosDate = 0x0021_0000
        let kind: UInt32 =
            switch entry.kind {
            case .file: 0o100000
            case .folder: 0o040000
            case .link: 0o120000
            }
        info.external_fa = UInt((kind | entry.mode) << 16)
        let name = entry.path.text + (entry.kind == .folder ? "/" : "")
        // Made on Unix, by the format's version 2.0; names are UTF-8.
        let status = zipOpenNewFileInZip4_64(
            file, name, &info, nil, 0, nil, 0, nil, entry.kind == .file ? Z_DEFLATED : 0, Z_DEFAULT_COMPRESSION, 0,
            -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nil, 0, 3 << 8 | 20, 1 << 11,
            entry.size >= 0xffff_ffff ? 1 : 0
        )
        guard status == ZIP_OK else { throw Self.failure }
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(ArchiveFault) {
        let status = bytes.withUnsafeBytes { zipWriteInFileInZip(file, $0.baseAddress, UInt32($0.count)) }
        guard status == ZIP_OK else { throw Self.failure }
    }

    mutating func end() throws(ArchiveFault) {
        guard zipCloseFileInZip(file) == ZIP_OK else { throw Self.failure }
    }

    /// Writes the directory, and answers the archive.
    consuming func finish() throws(ArchiveFault) -> [UInt8] {
        let status = zipClose(file, nil)
        file = nil
        guard status == ZIP_OK else { throw Self.failure }
        return memory.bytes
    }
}
