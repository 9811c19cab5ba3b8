/// Events of one batch that lie close together, kept as one value: header, then time, length and text of each.
///
/// Numbers are written seven bits to a byte, the lowest first. A block is kept under the time of its first event; as
/// none spans more than `longestSpan`, whoever looks for events from some time on knows how far back to begin.
struct EventBlock: Sendable {
    /// Milliseconds between the first and the last event of a block.
    static let longestSpan: Int64 = 1000
    /// Events in a block.
    static let mostEvents = 256
    /// Bytes of messages after which a block takes no further event.
    static let fullSize = 65_536
    /// What each event counts besides its message (PutLogEvents, API reference).
    static let overhead = 26

    private static let form: UInt8 = 1

    /// Milliseconds.
    let firstTime: Int64
    let lastTime: Int64
    /// Milliseconds.
    let ingestion: Int64
    /// Bytes of messages and 26 for each.
    let size: Int64
    let bytes: [UInt8]
    /// Where the events begin in `bytes`.
    let bodyStart: Int

    /// Takes as many events from the front as fit one block; `events` must be in order and not empty.
    init(taking events: inout ArraySlice<(time: Int64, message: String)>, ingestion: Int64) {
        let first = events.first?.time ?? 0
        var last = first
        var size = 0
        var count = 0
        var body: [UInt8] = []
        for event in events {
            let length = event.message.utf8.count
            let isFull = count == Self.mostEvents || body.count + length > Self.fullSize
            if count > 0, isFull || event.time - first > Self.longestSpan { break }
            Self.append(UInt64(event.time - last), to: &body)
            Self.append(UInt64(length), to: &body)
            body.append(contentsOf: event.message.utf8)
            last = event.time
            size += length + Self.overhead
            count += 1
        }
        events.removeFirst(count)
        var header: [UInt8] = [Self.form]
        Self.append(UInt64(ingestion), to: &header)
        Self.append(UInt64(last - first), to: &header)
        Self.append(UInt64(size), to: &header)
        firstTime = first
        lastTime = last
        self.ingestion = ingestion
        self.size = Int64(size)
        bodyStart = header.count
        bytes = header + body
    }

    /// Reads the header of a kept block; `nil` for bytes of another form.
    init?(firstTime: Int64, bytes: [UInt8]) {
        var place = 1
        guard bytes.first == Self.form, let ingestion = Self.number(in: bytes, at: &place),
            let span = Self.number(in: bytes, at: &place), let size = Self.number(in: bytes, at: &place)
        else { return nil }
        self.firstTime = firstTime
        self.lastTime = firstTime + Int64(span)
        self.ingestion = Int64(ingestion)
        self.size = Int64(size)
        self.bytes = bytes
        bodyStart = place
    }

    /// The event that begins at a place, and the place of the next; `time` is the one of the event before.
    func event(at place: Int, after time: Int64) -> (time: Int64, message: Range<Int>)? {
        var place = place
        guard let step = Self.number(in: bytes, at: &place), let length = Self.number(in: bytes, at: &place),
            length <= UInt64(bytes.count - place)
        else { return nil }
        return (time + Int64(step), place..<place + Int(length))
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A number below 2^56; longer ones are damage.
    private static func number(in bytes: [UInt8], at place: inout Int) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 56 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
