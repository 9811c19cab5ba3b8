/// Base64 (RFC 4648) with padding, as blobs travel in text.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// 255 for bytes outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let first = bytes[index]
            let second = rest > 1 ? bytes[index + 1] : 0
            let third = rest > 2 ? bytes[index + 2] : 0
            output.append(alphabet[Int(first >> 2)])
            output.append(alphabet[Int((first & 3) << 4 | second >> 4)])
            output.append(rest > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : 0x3D)
            output.append(rest > 2 ? alphabet[Int(third & 63)] : 0x3D)
            index += 3
        }
        return output
    }

    /// The bytes, or `nil` where the text is not base64; white space between is passed over.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in text {
            if ASCII.isSpace(byte) { continue }
            if byte == 0x3D {
                padding += 1
                continue
            }
            let value = values[Int(byte)]
            guard value != 255, padding == 0 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                output.append(UInt8(buffer >> 16 & 255))
                output.append(UInt8(buffer >> 8 & 255))
                output.append(UInt8(buffer & 255))
                buffer = 0
            }
        }
        guard padding <= 2, padding == 0 || (count + padding) % 4 == 0 else { return nil }
        switch count % 4 {
        case 0: break
        case 2: output.append(UInt8(buffer >> 4 & 255))
        case 3:
            output.append(UInt8(buffer >> 10 & 255))
            output.append(UInt8(buffer >> 2 & 255))
        default: return nil
        }
        return output
    }
}
