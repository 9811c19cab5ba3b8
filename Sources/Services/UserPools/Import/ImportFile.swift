/// An import's file, as lines.
struct ImportFile: Sendable {
    /// Lines in one chunk, all of which are imported in one transaction.
    static let linesInChunk = 100
    /// Bytes after which a chunk ends early.
    private static let bytesInChunk = 64 << 10

    private let lines: [String]
    /// Whether the file is UTF-8.
    let isText: Bool

    init(_ bytes: [UInt8]) {
        isText = String(validating: bytes, as: UTF8.self) != nil
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    /// Lines that are not empty, but for the header.
    var rows: Int { lines.dropFirst().count { !$0.isEmpty } }

    func chunks(of job: StoredImportJob, file: String) -> [StoredImportChunk] {
        var chunks: [StoredImportChunk] = []
        var begin = 0
        while begin < lines.count {
            var end = begin
            var bytes = 0
            while end < lines.count, end - begin < Self.linesInChunk, bytes < Self.bytesInChunk {
                bytes += lines[end].utf8.count
                end += 1
            }
            chunks.append(
                StoredImportChunk(
                    pool: job.pool, account: job.account, job: job.id, file: file, index: chunks.count,
                    firstLine: begin + 1, lines: Array(lines[begin..<end])))
            begin = end
        }
        return chunks
    }
}
