import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// A batch beyond PutLogEvents' limits would be refused as a whole, and its lines lost.
struct LogBatchesTests {
    private func line(_ text: String, at milliseconds: Int64 = 0) -> FunctionLogLine {
        FunctionLogLine(time: Timestamp(milliseconds: milliseconds), text: text)
    }

    @Test func countsEvents() {
        let lines = [FunctionLogLine](repeating: line("x"), count: 10_001)
        let (batch, rest) = LogBatches.first(of: lines[...])
        #expect((batch.count, rest.count) == (10_000, 1))
    }

    @Test func countsBytes() {
        let lines = [FunctionLogLine](repeating: line(String(repeating: "x", count: 200_000)), count: 6)
        let (batch, rest) = LogBatches.first(of: lines[...])
        #expect((batch.count, rest.count) == (5, 1))
    }

    @Test func spansNoMoreThanADay() {
        let lines = [line("a"), line("b", at: 86_399_999), line("c", at: 86_400_000)]
        let (batch, rest) = LogBatches.first(of: lines[...])
        #expect(batch.map(\.text) == ["a", "b"])
        #expect(rest.map(\.text) == ["c"])
    }

    /// An empty line stays a line, a long one is cut between characters and not within.
    @Test func linesBecomeEvents() {
        #expect(LogBatches.events(of: line("")).map(\.text) == ["\n"])
        #expect(LogBatches.events(of: line("text")).map(\.text) == ["text\n"])
        let long = String(repeating: "é", count: 300_000)
        let pieces = LogBatches.events(of: line(long))
        #expect(pieces.map(\.text).joined() == long + "\n")
        #expect(pieces.allSatisfy { $0.text.utf8.count <= LogBatches.lineLimit })
    }

    /// The runtime cuts long lines at just this size; a trap here would end the whole server.
    @Test(arguments: [-2, -1, 0, 1, 2, 3], ["x", "é", "🐦"])
    func linesAtTheLimit(_ more: Int, _ last: String) {
        let size = LogBatches.lineLimit + more
        let text = String(repeating: "x", count: size - last.utf8.count) + last
        #expect(text.utf8.count == size)
        let pieces = LogBatches.events(of: line(text + last))
        #expect(pieces.map(\.text).joined() == text + last + "\n")
        #expect(pieces.allSatisfy { $0.text.utf8.count <= LogBatches.lineLimit })
        let exact = LogBatches.events(of: line(text))
        #expect(exact.map(\.text).joined() == text + "\n")
        #expect(exact.allSatisfy { $0.text.utf8.count <= LogBatches.lineLimit })
    }
}
