/// An address that mail can be sent to or from, with the name of its owner where one is given.
///
/// Nothing that ends a line or a command passes: what is made here may stand in headers and in SMTP as it is.
package struct MailAddress: Hashable, Sendable {
    package let name: String?
    /// Such as `ada@example.com`; ASCII.
    package let address: String
    /// What stands behind the `@`.
    package let domain: String

    /// RFC 5321, section 4.5.3.1.
    private static let limits = (local: 64, address: 254)

    /// Reads `ada@example.com`, `Ada <ada@example.com>` and `"Lovelace, Ada" <ada@example.com>`.
    ///
    /// Refused are lists, quoted local parts, addresses in brackets and those that are not ASCII.
    package init?(_ text: String) {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.isLineBreak })
        else {
            return nil
        }
        let trimmed = Self.trimmed(text[...])
        var bare = trimmed
        var name: String?
        if trimmed.last == ">", let start = trimmed.lastIndex(of: "<") {
            bare = trimmed[trimmed.index(after: start)...].dropLast()
            name = Self.unquoted(Self.trimmed(trimmed[..<start]))
            guard name != nil else { return nil }
        }
        let sides = bare.split(separator: "@", omittingEmptySubsequences: false)
        guard bare.utf8.count <= Self.limits.address, sides.count == 2, Self.isLocalPart(sides[0].utf8),
            Self.isDomain(sides[1].utf8)
        else { return nil }
        self.name = name.flatMap { $0.isEmpty ? nil : $0 }
        address = String(bare)
        domain = String(sides[1])
    }

    /// As a header has it.
    var header: String {
        guard let name else { return address }
        let isPlain = name.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && name.utf8.count <= 60
        guard isPlain, !name.contains("=?") else { return "\(EncodedWords.encode(name))\r\n <\(address)>" }
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\" <\(address)>"
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Without quotes about it, and without the backslashes that they need; `nil` for another address.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else {
            return text.contains { $0 == "<" || $0 == ">" } ? nil : String(text)
        }
        var plain = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                plain.append(character)
                isEscaped = false
            }
        }
        return plain
    }

    /// RFC 5322's dot-atom.
    private static func isLocalPart(_ bytes: Substring.UTF8View) -> Bool {
        let symbols = "!#$%&'*+-/=?^_`{|}~.".utf8
        let dot = UInt8(ascii: ".")
        guard (1...limits.local).contains(bytes.count), bytes.first != dot, bytes.last != dot else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || symbols.contains($0) }
    }

    private static func isDomain(_ bytes: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}

extension Unicode.Scalar {
    /// Those that are not controls: LINE SEPARATOR and PARAGRAPH SEPARATOR.
    fileprivate var isLineBreak: Bool { value == 0x2028 || value == 0x2029 }
}
