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

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Writes bytes as lowercase hexadecimal, the only case that signatures use.
    static func appendHex(_ digest: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        for byte in digest {
            bytes.append(hexDigit(byte >> 4))
            bytes.append(hexDigit(byte & 15))
        }
    }

    /// Lowercase hexadecimal as a string.
    static func hex(_ digest: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        appendHex(digest, to: &bytes)
        return string(bytes)
    }

    /// Bytes as text, with what is not UTF-8 replaced.
    static func string(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
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

extension String {
    /// The UTF-8 bytes in place; copied first only where the string does not lie in memory as UTF-8.
    func withSigningBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
