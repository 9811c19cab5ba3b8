import CMinizip

/// Walks through an archive in memory, entry by entry. Nothing that headers claim is trusted: names are checked, bytes
/// counted, sums compared.
struct ArchiveReader: ~Copyable {
    private static let notAnArchive = ArchiveFault.unreadable("It is not a zip archive, or is damaged.")

    /// Nil for an archive without entries.
    private let file: unzFile?
    private let memory: MemoryFile
    let count: Int
    /// The bytes read so far, over all entries.
    private(set) var unpackedSize = 0
    private let limit: Int
    private var position = 0
    private var name = [CChar](repeating: 0, count: 1 << 16)
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter limit: the most bytes that may be read from all entries together.
    init(_ bytes: [UInt8], limit: Int) throws(ArchiveFault) {
        self.limit = limit
        let end = try Self.end(of: bytes)
        // minizip takes an end that is also the beginning for none.
        guard end > 0 else {
            memory = MemoryFile([])
            file = nil
            count = 0
            return
        }
        let memory = MemoryFile(bytes)
        let (file, count) = try withExtendedLifetime(memory) { () throws(ArchiveFault) in try Self.open(memory) }
        self.memory = memory
        self.file = file
        self.count = count
    }

    /// Where the record that ends the directory begins, by the search that minizip makes; but it must be whole.
    private static func end(of bytes: [UInt8]) throws(ArchiveFault) -> Int {
        let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
        var place = bytes.count - signature.count
        while place >= 0, bytes.count - place <= 0xffff + 22 {
            if bytes[place] == signature[0], bytes[place..<place + signature.count].elementsEqual(signature) {
                guard bytes.count - place >= 22 else { throw notAnArchive }
                return place
            }
            place -= 1
        }
        throw notAnArchive
    }

    private static func open(_ memory: MemoryFile) throws(ArchiveFault) -> (file: unzFile, count: Int) {
        var functions = memory.functions
        guard let file = unzOpen2_64(nil, &functions) else { throw notAnArchive }
        var info = unz_global_info64()
        guard unzGetGlobalInfo64(file, &info) == UNZ_OK else {
            unzClose(file)
            throw notAnArchive
        }
        guard info.number_entry <= ZipArchive.maximumEntries else {
            unzClose(file)
            throw .unreadable("It has more than \(ZipArchive.maximumEntries) entries.")
        }
        return (file, Int(info.number_entry))
    }

    deinit {
        if let file { unzClose(file) }
    }

    /// The next entry; nil after the last.
    mutating func next() throws(ArchiveFault) -> ArchiveEntry? {
        guard position < count else { return nil }
        let status = position == 0 ? unzGoToFirstFile(file) : unzGoToNextFile(file)
        guard status == UNZ_OK else { throw Self.notAnArchive }
        position += 1
        var info = unz_file_info64()
        guard unzGetCurrentFileInfo64(file, &info, &name, UInt(name.count), nil, 0, nil, 0) == UNZ_OK,
            info.size_filename < name.count
        else { throw Self.notAnArchive }
        guard info.flag & 0x2041 == 0 else { throw .unreadable("It is encrypted.") }
        let bytes = name.prefix(Int(info.size_filename)).map { UInt8(bitPattern: $0) }
        // The upper half of the version says where the entry was made: 3 is Unix, 19 macOS.
        let system = (info.version >> 8) & 0xff
        return try ArchiveEntry(
            name: try EntryName.decode(bytes, isUTF8: info.flag & 0x800 != 0),
            madeOnUnix: system == 3 || system == 19,
            attributes: UInt32(truncatingIfNeeded: info.external_fa),
            size: info.uncompressed_size
        )
    }

    /// Hands over the current entry's bytes in pieces.
    mutating func read(
        _ entry: ArchiveEntry, _ take: (ArraySlice<UInt8>) throws(ArchiveFault) -> Void
    ) throws(ArchiveFault) {
        let damaged = ArchiveFault.unreadable("The entry \(String(reflecting: entry.path.text)) is damaged.")
        guard unzOpenCurrentFile(file) == UNZ_OK else {
            throw .unreadable(
                "The entry \(String(reflecting: entry.path.text)) is damaged, or not compressed by deflation.")
        }
        var size: UInt64 = 0
        do throws(ArchiveFault) {
            while true {
                let count = Int(unzReadCurrentFile(file, &buffer, UInt32(buffer.count)))
                guard count >= 0 else { throw damaged }
                guard count > 0 else { break }
                size += UInt64(count)
                unpackedSize += count
                guard unpackedSize <= limit else { throw .tooLarge(limit: limit) }
                try take(buffer[..<count])
            }
        } catch {
            unzCloseCurrentFile(file)
            throw error
        }
        // Closing compares the sums, but only when as many bytes came as were claimed.
        guard unzCloseCurrentFile(file) == UNZ_OK, size == entry.size else { throw damaged }
    }

    /// Where the current entry, a link, points to; throws when it could lead outside.
    mutating func target(of entry: ArchiveEntry) throws(ArchiveFault) -> String {
        var bytes: [UInt8] = []
        try read(entry) { (piece) throws(ArchiveFault) in
            guard bytes.count + piece.count < 4_096 else { throw .unsafe(path: entry.path.text) }
            bytes += piece
        }
        guard let target = String(validating: bytes, as: UTF8.self), entry.path.admits(link: target) else {
            throw .unsafe(path: entry.path.text)
        }
        return target
    }
}
