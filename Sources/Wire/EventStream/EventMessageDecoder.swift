/// Takes the bytes of an event stream as they come and gives its messages.
///
/// A length is believed only once its checksum is right, so a broken stream cannot make it wait for bytes without end.
/// After a fault it gives nothing more: where the next message begins is no longer known.
package struct EventMessageDecoder: Sendable {
    private var buffer: [UInt8] = []
    /// Where the next message begins in the buffer.
    private var start = 0
    private var fault: EventStreamFault?

    package init() {}

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        if fault == nil { buffer.append(contentsOf: bytes) }
    }

    /// The next message; `nil` where more bytes must come first.
    package mutating func next() throws(EventStreamFault) -> EventMessage? {
        if let fault { throw fault }
        do {
            return try read()
        } catch {
            fault = error
            buffer = []
            start = 0
            throw error
        }
    }

    /// To be called at the end of the bytes: throws where a message was begun and not ended.
    package func finish() throws(EventStreamFault) {
        if let fault { throw fault }
        if start < buffer.count { throw .cutOff }
    }

    private mutating func read() throws(EventStreamFault) -> EventMessage? {
        guard buffer.count - start >= 12 else { return nil }
        var checksum = CRC32()
        checksum.add(buffer[start..<(start + 8)])
        guard checksum.value == word(at: start + 8) else { throw .badChecksum }
        let length = Int(word(at: start))
        let headersLength = Int(word(at: start + 4))
        guard length >= EventMessage.overhead else { throw .badLength(length) }
        guard length <= EventMessage.limit else { throw .tooLong(length) }
        guard headersLength <= min(EventMessage.headersLimit, length - EventMessage.overhead) else {
            throw .headersTooLong(headersLength)
        }
        let end = start + length
        guard buffer.count >= end else { return nil }
        checksum.add(buffer[(start + 8)..<(end - 4)])
        guard checksum.value == word(at: end - 4) else { throw .badChecksum }
        let payloadStart = start + 12 + headersLength
        var reader = EventHeaderReader(buffer[(start + 12)..<payloadStart])
        let message = EventMessage(headers: try reader.headers(), payload: Array(buffer[payloadStart..<(end - 4)]))
        advance(to: end)
        return message
    }

    private func word(at index: Int) -> UInt32 {
        buffer[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Drops what was read once it is the larger part, so that each byte is moved a bounded number of times.
    private mutating func advance(to index: Int) {
        start = index
        if start * 2 >= buffer.count {
            buffer.removeFirst(start)
            start = 0
        }
    }
}

/// Reads the headers of one message.
private struct EventHeaderReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.rest = bytes
    }

    mutating func headers() throws(EventStreamFault) -> [EventMessage.Header] {
        var headers: [EventMessage.Header] = []
        var names: Set<String> = []
        while !rest.isEmpty {
            let name = try text(Int(try integer(UInt8.self)))
            guard !name.isEmpty, names.insert(name).inserted else { throw .badHeader }
            headers.append(EventMessage.Header(name, try value()))
        }
        return headers
    }

    private mutating func value() throws(EventStreamFault) -> EventHeaderValue {
        switch try integer(UInt8.self) {
        case 0: .boolean(true)
        case 1: .boolean(false)
        case 2: .byte(try integer())
        case 3: .short(try integer())
        case 4: .integer(try integer())
        case 5: .long(try integer())
        case 6: .bytes(try take(Int(try integer(UInt16.self))))
        case 7: .string(try text(Int(try integer(UInt16.self))))
        case 8: .timestamp(Timestamp(milliseconds: try integer()))
        case 9: .uuid(try take(16))
        default: throw .badHeader
        }
    }

    private mutating func take(_ count: Int) throws(EventStreamFault) -> [UInt8] {
        guard count <= rest.count else { throw .badHeader }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private mutating func text(_ count: Int) throws(EventStreamFault) -> String {
        let bytes = try take(count)
        guard UTF8Check.isValid(bytes) else { throw .badHeader }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func integer<Value: FixedWidthInteger>(
        _: Value.Type = Value.self
    ) throws(EventStreamFault) -> Value {
        try take(Value.bitWidth / 8).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}
