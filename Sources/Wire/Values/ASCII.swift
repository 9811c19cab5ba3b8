/// Facts about single ASCII bytes that several formats need.
enum ASCII {
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Space, tab, line feed or carriage return.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The text without white space around it.
    static func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }

    /// The byte, made small where it is a capital.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The text with its ASCII capitals made small; itself where it has none, which is most of them.
    static func lowercased(_ text: String) -> String {
        let hasCapitals = text.withUTF8Bytes { bytes in bytes.contains { $0 &- 0x41 < 26 } }
        return hasCapitals ? String(decoding: text.utf8.map { lowercased($0) }, as: UTF8.self) : text
    }
}

extension String {
    /// The UTF-8 bytes in place; copied first only where the string does not lie in memory as UTF-8.
    func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
