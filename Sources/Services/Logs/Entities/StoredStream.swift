/// What is known of a log stream besides its events; rewritten with every batch, and so kept as few bytes.
struct StoredStream: Hashable, Sendable {
    var name: String
    /// Chosen at random when the stream is made; its events are kept under it.
    var id: Int64
    /// Milliseconds, as are the other times.
    var createdAt: Int64
    var firstEvent: Int64?
    var lastEvent: Int64?
    var lastIngestion: Int64?
    /// The number of the next block of events.
    var nextSequence: Int64 = 0

    init(name: String, id: Int64, createdAt: Int64) {
        self.name = name
        self.id = id
        self.createdAt = createdAt
    }

    /// Takes note of events that were added.
    mutating func note(from first: Int64, to last: Int64, ingestedAt time: Int64) {
        firstEvent = min(firstEvent ?? first, first)
        lastEvent = max(lastEvent ?? last, last)
        lastIngestion = max(lastIngestion ?? time, time)
    }
}

extension StoredStream {
    private static let form: UInt8 = 1
    private static let length = 1 + 6 * 8

    /// The value under the stream's key: a form number and six numbers of eight bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.form]
        bytes.reserveCapacity(Self.length)
        let none = Int64.min
        for number in [id, createdAt, firstEvent ?? none, lastEvent ?? none, lastIngestion ?? none, nextSequence] {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// `nil` for bytes of another form.
    init?(name: String, bytes: [UInt8]) {
        guard bytes.count == Self.length, bytes[0] == Self.form else { return nil }
        func number(_ place: Int) -> Int64 {
            bytes.withUnsafeBytes { Int64(bigEndian: $0.loadUnaligned(fromByteOffset: 1 + place * 8, as: Int64.self)) }
        }
        func time(_ place: Int) -> Int64? { number(place) == .min ? nil : number(place) }
        self.init(name: name, id: number(0), createdAt: number(1))
        firstEvent = time(2)
        lastEvent = time(3)
        lastIngestion = time(4)
        nextSequence = number(5)
    }
}
