import Storage

/// Where an event stands among all of its group: by its time, when it was taken in, and which batch it came with.
///
/// Source: "The returned log events are sorted by event timestamp, the timestamp when the event was ingested by
/// CloudWatch Logs, and the ID of the PutLogEvents request" (FilterLogEvents, API reference).
struct EventPosition: Hashable, Sendable {
    /// Milliseconds.
    var time: Int64
    /// Milliseconds.
    var ingestion: Int64
    /// The stream's id.
    var stream: Int64
    /// The number of the block within its stream.
    var sequence: Int64
    /// The place within the block.
    var index: Int64

    /// Before every event of this millisecond.
    init(before time: Int64) {
        self.init(time: time, ingestion: -1, stream: -1, sequence: -1, index: -1)
    }

    init(time: Int64, ingestion: Int64, stream: Int64, sequence: Int64, index: Int64) {
        self.time = time
        self.ingestion = ingestion
        self.stream = stream
        self.sequence = sequence
        self.index = index
    }

    /// As a token carries it.
    var bytes: [UInt8] {
        Key([.integer(time), .integer(ingestion), .integer(stream), .integer(sequence), .integer(index)]).bytes
    }

    /// Throws `badToken` for bytes that are no position.
    init(bytes: [UInt8]) throws(StorageFault) {
        let parts = try Key(encoded: bytes).parts()
        var numbers: [Int64] = []
        for case .integer(let number) in parts { numbers.append(number) }
        guard numbers.count == 5, parts.count == 5 else { throw .badToken }
        self.init(
            time: numbers[0], ingestion: numbers[1], stream: numbers[2], sequence: numbers[3], index: numbers[4])
    }

    /// A name for the event as FilterLogEvents gives it: 56 digits, different for every event.
    var eventID: String {
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(max(number, 0))
            return String(repeating: "0", count: max(width - digits.count, 0)) + digits
        }
        return "3" + padded(time, 14) + padded(stream, 19) + padded(sequence, 18) + padded(index, 4)
    }
}

extension EventPosition: Comparable {
    static func < (left: EventPosition, right: EventPosition) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.ingestion != right.ingestion { return left.ingestion < right.ingestion }
        if left.stream != right.stream { return left.stream < right.stream }
        if left.sequence != right.sequence { return left.sequence < right.sequence }
        return left.index < right.index
    }
}
