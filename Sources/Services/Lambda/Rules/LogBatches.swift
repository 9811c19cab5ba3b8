import Kernel
import Wire

/// Cuts a stream's lines into what one PutLogEvents takes.
///
/// Source: the API reference of PutLogEvents: 10,000 events, 1,048,576 bytes with 26 more for each event, in the order
/// of their times, spanning no more than a day.
enum LogBatches {
    static let eventLimit = 10_000
    static let byteLimit = 1_048_576
    static let overhead = 26
    /// Longer lines are cut: what one event of Lambda's holds.
    static let lineLimit = 262_144 - overhead
    private static let day: Int64 = 86_400_000

    /// The first batch, and what is left for later ones; the lines must be in the order of their times.
    static func first(of lines: ArraySlice<FunctionLogLine>) -> (
        batch: [FunctionLogLine], rest: ArraySlice<FunctionLogLine>
    ) {
        var bytes = 0
        var end = lines.startIndex
        while end < lines.endIndex, end - lines.startIndex < eventLimit {
            bytes += lines[end].text.utf8.count + overhead
            let span = lines[end].time.milliseconds - lines[lines.startIndex].time.milliseconds
            if end > lines.startIndex, bytes > byteLimit || span >= day { break }
            end += 1
        }
        return (Array(lines[..<end]), lines[end...])
    }

    /// A line with its line break, as Lambda writes it; a long one in pieces.
    static func events(of line: FunctionLogLine) -> [FunctionLogLine] {
        var pieces: [FunctionLogLine] = []
        var rest = line.text[...]
        while rest.utf8.count >= lineLimit {
            // One byte less than may be, so that a byte follows: the line break's place.
            var end = rest.utf8.index(rest.startIndex, offsetBy: lineLimit - 1)
            while rest.utf8[end] & 0xC0 == 0x80 { end = rest.utf8.index(before: end) }
            pieces.append(FunctionLogLine(time: line.time, text: String(rest[..<end])))
            rest = rest[end...]
        }
        return pieces + [FunctionLogLine(time: line.time, text: rest + "\n")]
    }
}
