import Testing

@testable import ServiceUserPools

/// A file is cut as it is read; every line must come once, under its own number.
struct ImportFileTests {
    private func cut(_ bytes: [UInt8], by portion: Int = 3) throws -> (file: ImportFile, chunks: [StoredImportChunk]) {
        let pool = try SamplePool.make()
        let job = StoredImportJob(
            pool: pool.id, account: pool.account, id: "import-a", name: "a", roleARN: "", address: "", createdAt: 0)
        var file = ImportFile(bytes)
        var chunks: [StoredImportChunk] = []
        while true {
            let next = file.next(portion, of: job, file: "f")
            guard !next.isEmpty else { return (file, chunks) }
            chunks += next
        }
    }

    @Test(arguments: ["\n", "\r\n"], ["", "\n", "\n\n\r\n"])
    func cutsLinesAndCountsRows(_ end: String, _ tail: String) throws {
        let lines = (0..<250).map { $0 % 50 == 7 ? "" : "line \($0)" }
        let (file, chunks) = try cut(Array((lines.joined(separator: end) + tail).utf8))
        #expect(chunks.flatMap(\.lines) == lines)
        #expect(chunks.map(\.index) == [0, 1, 2])
        #expect(chunks.map(\.firstLine) == [1, 101, 201])
        #expect(file.chunks == 3)
        #expect(file.rows == 244)
        #expect(file.isText)
    }

    @Test func longLinesEndAChunkEarly() throws {
        let lines = (0..<6).map { _ in String(repeating: "x", count: 40_000) }
        let chunks = try cut(Array(lines.joined(separator: "\n").utf8)).chunks
        #expect(chunks.map(\.lines.count) == [2, 2, 2])
    }

    @Test func whatIsNoTextIsSeen() throws {
        #expect(try cut(Array("a\nb".utf8) + [0xff] + Array("\nc".utf8)).file.isText == false)
        #expect(try cut([]).chunks.isEmpty)
        #expect(try cut(Array("\r\n\n".utf8)).chunks.isEmpty)
    }
}
