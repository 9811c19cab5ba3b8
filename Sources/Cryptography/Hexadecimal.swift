/// Bytes as pairs of hexadecimal digits.
package enum Hexadecimal {
    /// Lower-case digits, two a byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Lower-case digits of a number, without leading zeros; "0" for zero.
    static func digits(_ number: [UInt8]) -> String {
        let digits = text(number).drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    /// Reads digits of either case as a number, so that an odd count of them is fine; `nil` for anything else.
    package static func bytes(_ text: String) -> [UInt8]? {
        var digits: [UInt8] = text.utf8.count % 2 == 0 ? [] : [0]
        digits.reserveCapacity(text.utf8.count + 1)
        for character in text.utf8 {
            guard let digit = digit(character) else { return nil }
            digits.append(digit)
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
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
