/// Writes tuples in FoundationDB's order-keeping form.
///
/// Each part starts with a code for its kind. Zero bytes inside strings become `00 FF` and a lone `00` ends them;
/// integers carry their length in the code and, when negative, their complement.
enum KeyEncoding {
    static let none: UInt8 = 0x00
    static let bytes: UInt8 = 0x01
    static let string: UInt8 = 0x02
    static let nested: UInt8 = 0x05
    static let zero: UInt8 = 0x14
    static let no: UInt8 = 0x26
    static let yes: UInt8 = 0x27
    /// Follows a zero byte that does not end what it stands in.
    static let escape: UInt8 = 0xFF

    /// Appends one part of a top-level tuple.
    static func append(_ part: KeyPart, to output: inout [UInt8]) {
        switch part {
        case .none:
            output.append(none)
        case .bytes(let content):
            output.append(bytes)
            appendEscaped(content, to: &output)
            output.append(0)
        case .string(let text):
            output.append(string)
            appendEscaped(text.utf8, to: &output)
            output.append(0)
        case .nested(let parts):
            output.append(nested)
            for part in parts {
                append(part, to: &output)
                if case .none = part { output.append(escape) }
            }
            output.append(0)
        case .integer(let number):
            append(number, to: &output)
        case .bool(let truth):
            output.append(truth ? yes : no)
        }
    }

    /// Appends content without its end, so that what follows may continue it.
    static func appendEscaped(_ content: some Sequence<UInt8>, to output: inout [UInt8]) {
        // Nearly always there is nothing to escape, and the bytes lie together.
        let isDone = content.withContiguousStorageIfAvailable { bytes in
            if bytes.contains(0) { return false }
            output.append(contentsOf: bytes)
            return true
        }
        if isDone == true { return }
        for byte in content {
            output.append(byte)
            if byte == 0 { output.append(escape) }
        }
    }

    private static func append(_ number: Int64, to output: inout [UInt8]) {
        let magnitude = number.magnitude
        let length = (64 - magnitude.leadingZeroBitCount + 7) / 8
        let content = number < 0 ? ~magnitude : magnitude
        output.append(number < 0 ? zero - UInt8(length) : zero + UInt8(length))
        for index in stride(from: length - 1, through: 0, by: -1) {
            output.append(UInt8(truncatingIfNeeded: content >> (UInt64(index) * 8)))
        }
    }
}
