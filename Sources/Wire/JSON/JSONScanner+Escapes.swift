extension JSONScanner {
    /// The bytes of a string with its escapes resolved; half a surrogate pair is refused.
    func unescaped(_ range: Range<Int>) throws -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            guard byte == 0x5C else {
                output.append(byte)
                position += 1
                continue
            }
            switch bytes[position + 1] {
            case 0x22: output.append(0x22)
            case 0x5C: output.append(0x5C)
            case 0x2F: output.append(0x2F)
            case 0x62: output.append(0x08)
            case 0x66: output.append(0x0C)
            case 0x6E: output.append(0x0A)
            case 0x72: output.append(0x0D)
            case 0x74: output.append(0x09)
            case 0x75:
                let scalar = try escapedScalar(at: &position, end: range.upperBound)
                output.append(contentsOf: Array(String(Character(scalar)).utf8))
                continue
            default: throw WireFault.malformed("Unknown escape at byte \(position)")
            }
            position += 2
        }
        return output
    }

    /// Reads `\uXXXX`, or two of them that make a pair, and steps over them.
    private func escapedScalar(at position: inout Int, end: Int) throws -> Unicode.Scalar {
        let fault = WireFault.malformed("Bad \\u escape at byte \(position)")
        guard let high = hexadecimal(at: position + 2, end: end) else { throw fault }
        position += 6
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), position + 1 < end, bytes[position] == 0x5C,
            bytes[position + 1] == 0x75,
            let low = hexadecimal(at: position + 2, end: end), (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw fault }
        position += 6
        return scalar
    }

    private func hexadecimal(at start: Int, end: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<(start + 4)] {
            guard let digit = ASCII.hexadecimalValue(byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
