/// Characters as XML spells them.
enum XMLText {
    /// Which bytes stand for themselves wherever they are; what begins U+FFFE is not among them.
    private static let plain: [Bool] = (0..<256).map { byte in
        byte >= 0x20 && ![0x22, 0x26, 0x3C, 0x3E, 0xEF].contains(byte) || byte == 0x09 || byte == 0x0A
    }

    /// Appends text with the marks of XML escaped, and with carriage returns as references, since a parser would
    /// change them. What XML 1.0 cannot hold in any spelling becomes U+FFFD.
    static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            let isPlain = bytes.allSatisfy { plain[Int($0)] }
            if isPlain { output.append(contentsOf: bytes) }
            return isPlain
        }
        if isPlain { return }
        if text.utf8.contains(0xEF), text.unicodeScalars.contains(where: { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }) {
            text = String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map { $0.value >= 0xFFFE && $0.value <= 0xFFFF ? "\u{FFFD}" : $0 }))
        }
        text.withUTF8 { bytes in
            for byte in bytes {
                switch byte {
                case 0x26: output.append(contentsOf: "&amp;".utf8)
                case 0x3C: output.append(contentsOf: "&lt;".utf8)
                case 0x3E: output.append(contentsOf: "&gt;".utf8)
                case 0x22: output.append(contentsOf: "&quot;".utf8)
                case 0x09, 0x0A: output.append(byte)
                case 0x0D: output.append(contentsOf: "&#xD;".utf8)
                case 0..<0x20: output.append(contentsOf: "\u{FFFD}".utf8)
                default: output.append(byte)
                }
            }
        }
    }

    /// An attribute's value, in which a parser would turn line feeds and tabs into spaces.
    static func appendAttribute(_ text: String, to output: inout [UInt8]) {
        var escaped: [UInt8] = []
        append(text, to: &escaped)
        for byte in escaped {
            switch byte {
            case 0x09: output.append(contentsOf: "&#x9;".utf8)
            case 0x0A: output.append(contentsOf: "&#xA;".utf8)
            default: output.append(byte)
            }
        }
    }

    /// Resolves references and line ends.
    static func unescaped(_ bytes: ArraySlice<UInt8>) throws -> String {
        guard bytes.contains(where: { $0 == 0x26 || $0 == 0x0D }) else { return String(decoding: bytes, as: UTF8.self) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x0D {
                output.append(0x0A)
                index += index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A ? 2 : 1
            } else if byte == 0x26 {
                let limit = min(bytes.endIndex, index + 12)
                guard let end = bytes[index..<limit].firstIndex(of: 0x3B) else {
                    throw WireFault.malformed("An XML reference has no end")
                }
                output.append(contentsOf: try character(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)))
                index = end + 1
            } else {
                output.append(byte)
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func character(_ name: String) throws -> [UInt8] {
        switch name {
        case "amp": return [0x26]
        case "lt": return [0x3C]
        case "gt": return [0x3E]
        case "quot": return [0x22]
        case "apos": return [0x27]
        default:
            let isHexadecimal = name.hasPrefix("#x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            guard name.hasPrefix("#"), digits.first?.isHexDigit == true,
                let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), value != 0,
                let scalar = Unicode.Scalar(value)
            else { throw WireFault.malformed("Unknown XML reference &\(name);") }
            return Array(String(Character(scalar)).utf8)
        }
    }
}
