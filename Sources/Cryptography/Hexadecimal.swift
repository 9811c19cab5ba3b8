/// Bytes as pairs of hexadecimal digits.
package enum Hexadecimal {
    /// Lower-case digits, two a byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[2 * index] = character(byte >> 4)
                buffer[2 * index + 1] = character(byte & 15)
            }
            return 2 * bytes.count
        }
    }

    private static func character(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
    }

    /// Lower-case digits of a number, without leading zeros; "0" for zero.
    static func digits(_ number: [UInt8]) -> String {
        let digits = text(number).drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    /// Reads digits of either case as a number, so that an odd count of them is fine; `nil` for anything else.
    package static func bytes(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity((characters.count + 1) / 2)
        var isSecond = characters.count % 2 == 1
        if isSecond { bytes.append(0) }
        for character in characters {
            guard let digit = digit(character) else { return nil }
            if isSecond { bytes[bytes.count - 1] |= digit } else { bytes.append(digit << 4) }
            isSecond.toggle()
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
