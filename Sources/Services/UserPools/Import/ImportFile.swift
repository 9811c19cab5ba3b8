/// An import's file, cut into chunks of lines one after the other: of a large file only the bytes are held.
struct ImportFile: Sendable {
    /// Lines in one chunk, all of which are imported in one transaction.
    static let linesInChunk = 100
    /// Bytes after which a chunk ends early.
    private static let bytesInChunk = 64 << 10

    private let bytes: [UInt8]
    /// Empty lines at the end of the file lie beyond.
    private let end: Int
    private var position = 0
    private var lines = 0
    /// Chunks that were cut so far.
    private(set) var chunks = 0
    /// Lines so far that are not empty, but for the header.
    private(set) var rows = 0
    /// Whether the file is UTF-8, as far as it was cut.
    private(set) var isText = true

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = (bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? -1) + 1
    }

    /// Cuts at most so many chunks; none once the file is at its end.
    mutating func next(_ limit: Int, of job: StoredImportJob, file: String) -> [StoredImportChunk] {
        var cut: [StoredImportChunk] = []
        while cut.count < limit, position < end {
            let first = lines + 1
            let texts = nextLines()
            cut.append(
                StoredImportChunk(
                    pool: job.pool, account: job.account, job: job.id, file: file, index: chunks, firstLine: first,
                    lines: texts))
            chunks += 1
        }
        return cut
    }

    private mutating func nextLines() -> [String] {
        var texts: [String] = []
        var size = 0
        while position < end, texts.count < Self.linesInChunk, size < Self.bytesInChunk {
            let stop = bytes[position..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            var line = bytes[position..<stop]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let text = String(validating: line, as: UTF8.self) {
                texts.append(text)
            } else {
                isText = false
                texts.append(String(decoding: line, as: UTF8.self))
            }
            if lines > 0, !line.isEmpty { rows += 1 }
            size += line.count
            lines += 1
            position = stop + 1
        }
        return texts
    }
}
