/// Walks over one JSON text, token by token, without building anything.
///
/// Strict: the whole text must be UTF-8, control characters in strings, loose commas, leading zeros and anything
/// after the value are refused. Nothing is read twice, so the time is linear in the text.
package struct JSONScanner {
    let bytes: [UInt8]
    private(set) var index = 0

    package init(_ bytes: [UInt8]) throws {
        guard UTF8Check.isValid(bytes) else { throw WireFault.malformed("The body is not UTF-8") }
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The next byte that is not white space, without taking it; `nil` at the end.
    mutating func peek() -> UInt8? {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return bytes[index]
            }
        }
        return nil
    }

    /// Takes the byte if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws {
        guard take(byte) else { throw unexpectedToken() }
    }

    /// Refuses anything but white space after the value.
    package mutating func finish() throws {
        if peek() != nil { throw WireFault.malformed("Unexpected data after the end of the JSON value") }
    }

    func unexpectedToken() -> WireFault {
        index < bytes.count
            ? .malformed("Unexpected character at byte \(index)") : .malformed("Unexpected end of the JSON text")
    }

    /// Takes `true`, `false` or `null` whole.
    mutating func literal(_ text: StaticString) throws {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { throw unexpectedToken() }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { throw unexpectedToken() }
        index += count
    }

    /// The bytes of a number, checked against JSON's grammar.
    mutating func number() throws -> Range<Int> {
        let start = index
        if byte(0x2D) { index += 1 }
        guard let first = current, isDigit(first) else { throw unexpectedToken() }
        index += 1
        if first != 0x30 { digits() }
        if byte(0x2E) {
            index += 1
            try someDigits()
        }
        if byte(0x65) || byte(0x45) {
            index += 1
            if byte(0x2B) || byte(0x2D) { index += 1 }
            try someDigits()
        }
        return start..<index
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func byte(_ expected: UInt8) -> Bool { index < bytes.count && bytes[index] == expected }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func digits() {
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }

    private mutating func someDigits() throws {
        guard let first = current, isDigit(first) else { throw unexpectedToken() }
        digits()
    }

    /// Where a string's bytes lie, and whether they hold escapes.
    struct StringToken {
        var range: Range<Int>
        var isEscaped: Bool
    }

    /// Takes a string with its quotes.
    mutating func stringToken() throws -> StringToken {
        try expect(0x22)
        let start = index
        var isEscaped = false
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                index += 1
                return StringToken(range: start..<(index - 1), isEscaped: isEscaped)
            case 0x5C:
                isEscaped = true
                index += 2
            case 0..<0x20: throw WireFault.malformed("Control character in a string at byte \(index)")
            default: index += 1
            }
        }
        throw unexpectedToken()
    }

    /// Whether the bytes of a token without escapes are these.
    func matches(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        for offset in 0..<name.count where bytes[range.lowerBound + offset] != name[offset] { return false }
        return true
    }

    mutating func string() throws -> String {
        try text(of: try stringToken())
    }

    /// The characters of a token.
    func text(of token: StringToken) throws -> String {
        guard token.isEscaped else { return String(decoding: bytes[token.range], as: UTF8.self) }
        return String(decoding: try unescaped(token.range), as: UTF8.self)
    }

    /// Steps over one whole value.
    mutating func skipValue(depth: Int) throws {
        guard depth <= WireLimits.depth else { throw WireFault.tooDeep }
        switch peek() {
        case 0x22: _ = try stringToken()
        case 0x7B:
            index += 1
            if take(0x7D) { return }
            repeat {
                _ = try stringToken()
                try expect(0x3A)
                try skipValue(depth: depth + 1)
            } while take(0x2C)
            try expect(0x7D)
        case 0x5B:
            index += 1
            if take(0x5D) { return }
            repeat { try skipValue(depth: depth + 1) } while take(0x2C)
            try expect(0x5D)
        case 0x74: try literal("true")
        case 0x66: try literal("false")
        case 0x6E: try literal("null")
        default: _ = try number()
        }
    }

    /// Takes one whole value as a tree.
    package mutating func document(depth: Int) throws -> Document {
        guard depth <= WireLimits.depth else { throw WireFault.tooDeep }
        switch peek() {
        case 0x22: return .string(try string())
        case 0x7B: return .object(try objectMembers(depth: depth))
        case 0x5B: return .array(try arrayElements(depth: depth))
        case 0x74:
            try literal("true")
            return .boolean(true)
        case 0x66:
            try literal("false")
            return .boolean(false)
        case 0x6E:
            try literal("null")
            return .null
        default:
            let range = try number()
            if let integer = JSONNumber.integer(bytes[range], allowsFraction: false) { return .integer(integer) }
            return .double(JSONNumber.double(bytes[range]))
        }
    }

    private mutating func objectMembers(depth: Int) throws -> [Document.Member] {
        var members: [Document.Member] = []
        index += 1
        if take(0x7D) { return members }
        repeat {
            let name = try string()
            try expect(0x3A)
            members.append(Document.Member(name, try document(depth: depth + 1)))
        } while take(0x2C)
        try expect(0x7D)
        return members
    }

    private mutating func arrayElements(depth: Int) throws -> [Document] {
        var elements: [Document] = []
        index += 1
        if take(0x5D) { return elements }
        repeat { elements.append(try document(depth: depth + 1)) } while take(0x2C)
        try expect(0x5D)
        return elements
    }
}
