/// What the texts of settings must look like. Plain loops: the first regular expression costs a start more than all else
/// that it reads.
enum SettingText {
    /// Letters, digits, dots and hyphens, the first and the last a letter or digit.
    static func isHostName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
            return false
        }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// Hexadecimal digits and colons, at least two of these; without brackets.
    static func isIPv6Address(_ text: String) -> Bool {
        let colon = UInt8(ascii: ":")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        return text.utf8.count { $0 == colon } >= 2
            && text.utf8.allSatisfy { $0 == colon || isDigit($0) || letters.contains($0 | 0x20) }
    }

    /// Such as `eu-central-1` or `us-gov-west-1`.
    static func isRegionName(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].count >= 2, let number = parts.last, !number.isEmpty else { return false }
        return number.allSatisfy(isDigit)
            && parts.dropLast().allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            }
    }

    /// 16 to 128 letters and digits.
    static func isAccessKeyID(_ text: String) -> Bool {
        (16...128).contains(text.utf8.count) && text.utf8.allSatisfy(isAlphanumeric)
    }

    /// A URL of http or https that names a host.
    static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
        let host = text.utf8.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "/") }
        return !host.isEmpty && !host.contains(UInt8(ascii: ",")) && !host.contains(UInt8(ascii: "="))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
