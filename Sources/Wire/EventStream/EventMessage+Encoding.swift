extension EventMessage {
    /// The message as it is sent, or `EventStreamFault` where it is larger than one may be.
    package func encoded() throws(EventStreamFault) -> [UInt8] {
        let headers = try encodedHeaders()
        let length = Self.overhead + headers.count + payload.count
        guard length <= Self.limit else { throw .tooLong(length) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        Self.append(UInt32(length), to: &bytes)
        Self.append(UInt32(headers.count), to: &bytes)
        var checksum = CRC32()
        checksum.add(bytes)
        Self.append(checksum.value, to: &bytes)
        bytes.append(contentsOf: headers)
        bytes.append(contentsOf: payload)
        checksum.add(bytes[8...])
        Self.append(checksum.value, to: &bytes)
        return bytes
    }

    private func encodedHeaders() throws(EventStreamFault) -> [UInt8] {
        var bytes: [UInt8] = []
        var names: Set<String> = []
        for header in headers {
            let name = Array(header.name.utf8)
            guard (1...255).contains(name.count), names.insert(header.name).inserted else { throw .badHeader }
            bytes.append(UInt8(name.count))
            bytes.append(contentsOf: name)
            try Self.append(header.value, to: &bytes)
        }
        guard bytes.count <= Self.headersLimit else { throw .headersTooLong(bytes.count) }
        return bytes
    }

    private static func append(_ value: EventHeaderValue, to bytes: inout [UInt8]) throws(EventStreamFault) {
        switch value {
        case .boolean(let value): bytes.append(value ? 0 : 1)
        case .byte(let value):
            bytes.append(2)
            append(value, to: &bytes)
        case .short(let value):
            bytes.append(3)
            append(value, to: &bytes)
        case .integer(let value):
            bytes.append(4)
            append(value, to: &bytes)
        case .long(let value):
            bytes.append(5)
            append(value, to: &bytes)
        case .bytes(let value):
            bytes.append(6)
            try append(counted: value, to: &bytes)
        case .string(let value):
            bytes.append(7)
            try append(counted: Array(value.utf8), to: &bytes)
        case .timestamp(let value):
            bytes.append(8)
            append(value.milliseconds, to: &bytes)
        case .uuid(let value):
            guard value.count == 16 else { throw .badHeader }
            bytes.append(9)
            bytes.append(contentsOf: value)
        }
    }

    private static func append(counted value: [UInt8], to bytes: inout [UInt8]) throws(EventStreamFault) {
        guard value.count <= Int16.max else { throw .badHeader }
        append(UInt16(value.count), to: &bytes)
        bytes.append(contentsOf: value)
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
