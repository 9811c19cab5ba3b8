/// How UUIDs are written.
package enum UUIDText {
    /// A random UUID (version 4) of which 128 bits are given, six of them overwritten; in lower case.
    package static func versionFour(from high: UInt64, _ low: UInt64) -> String {
        let words = (high & ~0xf000 | 0x4000, low & ~(3 << 62) | 2 << 62)
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = digit < 16 ? words.0 : words.1
                text[place] = hexadecimal(UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (digit & 15))) & 15)
                place += 1
            }
            return place
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
