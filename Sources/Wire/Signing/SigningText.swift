/// Bytes and small byte work that the whole of signing shares.
enum SigningText {
    static let slash = UInt8(ascii: "/")
    static let newline = UInt8(ascii: "\n")
    static let algorithm = "AWS4-HMAC-SHA256"
    /// SHA-256 of nothing, in hexadecimal.
    static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }

    /// Bytes as lowercase hexadecimal, the only case that signatures use.
    static func hex(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 2 * raw.count) { text, count in
            for index in 0..<raw.count {
                text[2 * index] = hexDigit(raw[index] >> 4)
                text[2 * index + 1] = hexDigit(raw[index] & 15)
            }
            count = 2 * raw.count
        }
    }

    /// Bytes as text, with what is not UTF-8 replaced.
    static func string(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The same for a part of bytes in memory.
    static func string(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
    }

    /// Whether bytes spell a word.
    static func isEqual(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<word.count where bytes[bytes.startIndex + index] != word[index] { return false }
            return true
        }
    }

    /// Whether two byte strings are equal, in a time that depends on their lengths alone.
    static func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices {
            difference |= left[index] ^ right[index]
        }
        return difference == 0
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 &+ value : 0x57 &+ value
    }
}
