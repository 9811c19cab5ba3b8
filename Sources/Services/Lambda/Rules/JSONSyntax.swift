/// Whether bytes are JSON, without making anything of them: payloads are handed on as they came.
///
/// Complaints are spelt as AWS's parser (Jackson) spells them.
struct JSONSyntax {
    /// What a payload may hold lists and objects in each other for; AWS's parser goes no deeper either.
    private static let depth = 1000
    private static let values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

    private let bytes: [UInt8]
    private var index = 0
    /// The byte that opened each list or object that is still open, with its place.
    private var open: [(byte: UInt8, place: Int)] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What is wrong with the bytes; `nil` for one JSON value with nothing but white space about it.
    static func complaint(about bytes: [UInt8]) -> String? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return "Invalid UTF-8" }
        var syntax = JSONSyntax(bytes)
        do throws(Complaint) {
            try syntax.document()
            return nil
        } catch {
            return error.text
        }
    }

    private struct Complaint: Error {
        var text: String
    }

    private mutating func document() throws(Complaint) {
        repeat {
            try value()
            while try closes() {}
        } while !open.isEmpty
        skipSpace()
        if index < bytes.count { throw unexpectedValue() }
    }

    /// Reads a plain value, or opens a list or object down to its first plain value or empty end.
    private mutating func value() throws(Complaint) {
        while true {
            skipSpace()
            guard index < bytes.count else { throw endOfInput() }
            switch bytes[index] {
            case UInt8(ascii: "{"):
                try push()
                if take(UInt8(ascii: "}")) { return try pop() }
                try name()
            case UInt8(ascii: "["):
                try push()
                if take(UInt8(ascii: "]")) { return try pop() }
            case UInt8(ascii: "\""): return try string()
            case UInt8(ascii: "-"), 0x30...0x39: return try number()
            default: return try word()
            }
        }
    }

    /// After a value: goes past what ends the innermost list or object, or past the comma before its next value.
    ///
    /// Answers whether something ended, after which the same question is to be asked again.
    private mutating func closes() throws(Complaint) -> Bool {
        guard let container = open.last else { return false }
        let isObject = container.byte == UInt8(ascii: "{")
        if take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            try pop()
            return true
        }
        guard take(UInt8(ascii: ",")) else {
            guard index < bytes.count else { throw endOfInput() }
            throw unexpected("was expecting comma to separate \(isObject ? "Object" : "Array") entries")
        }
        if isObject { try name() }
        return false
    }

    private mutating func push() throws(Complaint) {
        guard open.count < Self.depth else {
            throw complaint(
                "Document nesting depth (\(Self.depth + 1)) exceeds the maximum allowed (\(Self.depth), from "
                    + "`StreamReadConstraints.getMaxNestingDepth()`)")
        }
        open.append((bytes[index], index))
        index += 1
    }

    private mutating func pop() throws(Complaint) {
        open.removeLast()
    }

    /// Reads a member's name and the colon behind it.
    private mutating func name() throws(Complaint) {
        skipSpace()
        guard index < bytes.count else { throw endOfInput() }
        guard bytes[index] == UInt8(ascii: "\"") else {
            throw unexpected("was expecting double-quote to start field name")
        }
        try string()
        guard take(UInt8(ascii: ":")) else {
            guard index < bytes.count else { throw endOfInput() }
            throw unexpected("was expecting a colon to separate field name and value")
        }
    }

    private mutating func string() throws(Complaint) {
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20:
                throw complaint(
                    "Illegal unquoted character ((CTRL-CHAR, code \(bytes[index]))): has to be escaped using backslash "
                        + "to be included in string value", at: index + 1)
            default: index += 1
            }
        }
        throw complaint("Unexpected end-of-input: was expecting closing quote for a string value")
    }

    private mutating func escape() throws(Complaint) {
        index += 1
        guard index < bytes.count else {
            throw complaint("Unexpected end-of-input in character escape sequence")
        }
        let length: Int
        switch bytes[index] {
        case UInt8(ascii: "u"): length = 5
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            length = 1
        default:
            let code = bytes[index]
            throw complaint(
                "Unrecognized character escape \(Self.described(code))", at: index + 1)
        }
        for place in index + 1..<index + length {
            guard place < bytes.count else {
                throw complaint("Unexpected end-of-input in character escape sequence")
            }
            guard Self.isHexadecimal(bytes[place]) else {
                index = place
                throw unexpected("expected a hex-digit for character escape sequence")
            }
        }
        index += length
    }

    private mutating func number() throws(Complaint) {
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        guard digits() > 0 else {
            throw unexpected("expected digit (0-9) to follow minus sign, for valid numeric value")
        }
        if bytes[first] == UInt8(ascii: "0"), index > first + 1 {
            throw complaint("Invalid numeric value: Leading zeroes not allowed", at: first + 1)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw unexpected("Decimal point not followed by a digit") }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            guard digits() > 0 else { throw unexpected("Exponent indicator not followed by a digit") }
        }
        if index < bytes.count, Self.isWordPart(bytes[index]) {
            throw unexpected("Expected space separating root-level values")
        }
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return index - start
    }

    private mutating func word() throws(Complaint) {
        for word in ["true", "false", "null"] where bytes[index...].starts(with: word.utf8) {
            let end = index + word.utf8.count
            guard end == bytes.count || !Self.isWordPart(bytes[end]) else { continue }
            index = end
            return
        }
        throw unexpectedValue()
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$")
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}

extension JSONSyntax {
    /// The complaint about what stands where a value should.
    private func unexpectedValue() -> Complaint {
        guard Self.isWordPart(bytes[index]), !(0x30...0x39).contains(bytes[index]) else {
            return unexpected("expected a valid value \(Self.values)")
        }
        let end = bytes[index...].firstIndex { !Self.isWordPart($0) } ?? bytes.count
        let word = String(decoding: bytes[index..<end], as: UTF8.self)
        return complaint("Unrecognized token '\(word)': was expecting \(Self.values)", at: end)
    }

    private func unexpected(_ wish: String) -> Complaint {
        guard index < bytes.count else { return endOfInput() }
        return complaint("Unexpected character (\(Self.described(bytes[index]))): \(wish)", at: index + 1)
    }

    private static func described(_ byte: UInt8) -> String {
        let character = byte < 0x80 ? String(UnicodeScalar(byte)) : "\u{FFFD}"
        return "'\(character)' (code \(byte))"
    }

    private func endOfInput() -> Complaint {
        guard let container = open.last else { return complaint("No content to map due to end-of-input") }
        let kind = container.byte == UInt8(ascii: "{") ? "Object" : "Array"
        return complaint(
            "Unexpected end-of-input: expected close marker for \(kind) (start marker at "
                + "\(source(at: container.place)))")
    }

    private func complaint(_ text: String, at place: Int? = nil) -> Complaint {
        Complaint(text: "\(text)\n at \(source(at: place ?? bytes.count))")
    }

    /// Names a place as Jackson does: the first 500 bytes of the text, then line and column from one.
    private func source(at place: Int) -> String {
        let shown = String(decoding: bytes.prefix(500), as: UTF8.self)
        let cut = bytes.count > 500 ? "[truncated \(bytes.count - 500) bytes]" : ""
        let before = bytes.prefix(place)
        let line = before.count { $0 == 0x0A } + 1
        let column = place - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return "[Source: (byte[])\"\(shown)\"\(cut); line: \(line), column: \(column)]"
    }
}
