/// AWS's own percent-encoding: uppercase hexadecimal, nothing bare but RFC 3986's unreserved characters.
package enum CanonicalEncoding {
    static func isUnreserved(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
            || byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x7e
    }

    /// Writes one byte encoded.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        if isUnreserved(byte) {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "%"))
            bytes.append(upperHex(byte >> 4))
            bytes.append(upperHex(byte & 15))
        }
    }

    /// Text encoded as one query name or value.
    package static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 { append(byte, to: &bytes) }
        return SigningText.string(bytes)
    }

    /// The byte at an index with its percent escape undone, and how many bytes it took; a `%` that no two
    /// hexadecimal digits follow stands for itself.
    static func decode(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, at index: Int) -> (byte: UInt8, length: Int) {
        let byte = bytes[index]
        guard byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
            let high = ASCII.hexadecimalValue(bytes[index + 1]), let low = ASCII.hexadecimalValue(bytes[index + 2])
        else { return (byte, 1) }
        return (high << 4 | low, 3)
    }

    /// Writes a query name or value in canonical form, whatever form it came in; `+` is a space, as in a form.
    static func appendCanonical(_ part: Slice<UnsafeBufferPointer<UInt8>>, to bytes: inout [UInt8]) {
        var index = part.startIndex
        while index < part.endIndex {
            let (byte, length) = decode(part, at: index)
            append(length == 1 && byte == UInt8(ascii: "+") ? 0x20 : byte, to: &bytes)
            index += length
        }
    }

    /// A query name or value as the text it stands for.
    static func decodeForm(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var index = part.startIndex
        while index < part.endIndex {
            let (byte, length) = decode(part, at: index)
            bytes.append(length == 1 && byte == UInt8(ascii: "+") ? 0x20 : byte)
            index += length
        }
        return SigningText.string(bytes)
    }

    private static func upperHex(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 &+ value : 0x37 &+ value
    }
}
