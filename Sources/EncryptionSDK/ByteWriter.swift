/// Writes numbers in big-endian order and byte strings behind their lengths, as the message format wants them.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    mutating func append<Number: FixedWidthInteger>(number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// A count or length of two bytes.
    mutating func append(count: Int) throws(MessageFault) {
        guard let number = UInt16(exactly: count) else { throw .unrepresentable }
        append(number: number)
    }

    /// A byte string behind its length in two bytes.
    mutating func append(counted field: [UInt8]) throws(MessageFault) {
        try append(count: field.count)
        append(field)
    }
}
