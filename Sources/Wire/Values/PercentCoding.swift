/// Percent-encoding as AWS wants it: everything but letters, digits and `-._~` is encoded, with capital digits.
package enum PercentCoding {
    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    /// Encodes one segment, or a whole path whose slashes stay.
    package static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) || (keepingSlashes && byte == 0x2F) {
                output.append(byte)
            } else {
                output.append(0x25)
                output.append(hexadecimal[Int(byte >> 4)])
                output.append(hexadecimal[Int(byte & 15)])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes; `nil` where an escape is broken or the bytes are not UTF-8.
    package static func decode(_ text: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String? {
        decodeEscapes(of: text, plusIsSpace: plusIsSpace)
    }

    private static func decodeEscapes(of text: some Sequence<UInt8>, plusIsSpace: Bool) -> String? {
        var output: [UInt8] = []
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            if byte == 0x25 {
                guard let high = iterator.next().flatMap(ASCII.hexadecimalValue),
                    let low = iterator.next().flatMap(ASCII.hexadecimalValue)
                else { return nil }
                output.append(high << 4 | low)
            } else {
                output.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
            }
        }
        return UTF8Check.isValid(output) ? String(decoding: output, as: UTF8.self) : nil
    }

    /// The same for bytes in memory, which mostly need no decoding.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool) -> String? {
        let isPlain = text.allSatisfy { $0 != 0x25 && $0 < 0x80 && !(plusIsSpace && $0 == 0x2B) }
        if isPlain { return String(decoding: text, as: UTF8.self) }
        return decodeEscapes(of: text, plusIsSpace: plusIsSpace)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
