/// Reads one JSON text (RFC 8259), refusing repeated names, deep nesting and oversize input.
///
/// Policies come from callers, so the reader is bounded: depth 64, and linear in the size of the text.
struct JSONParser {
    /// Why a text is not JSON; policies are refused with one text for all of these.
    enum Fault: Error {
        case tooLarge, tooDeep, unexpected, duplicateName, badNumber, badString
    }

    static let maximumDepth = 64

    private let bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses a whole text of at most `limit` bytes of UTF-8.
    static func parse(_ text: String, limit: Int) throws(Fault) -> JSONValue {
        guard text.utf8.count <= limit else { throw .tooLarge }
        var parser = JSONParser(Array(text.utf8))
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == parser.bytes.count else { throw .unexpected }
        return value
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth < Self.maximumDepth else { throw .tooDeep }
        switch next {
        case UInt8(ascii: "{"): return try .object(object(depth: depth))
        case UInt8(ascii: "["): return try .array(array(depth: depth))
        case UInt8(ascii: "\""): return try .string(string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return try .number(number())
        }
    }

    private mutating func word(_ word: StaticString) throws(Fault) {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw .unexpected }
        for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] {
            throw .unexpected
        }
        index = end
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONObject {
        var object = JSONObject(members: [], start: index, end: index)
        var names: Set<String> = []
        index += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            object.end = index
            index += 1
            return object
        }
        while true {
            guard next == UInt8(ascii: "\"") else { throw .unexpected }
            let name = try string()
            guard names.insert(name).inserted else { throw .duplicateName }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw .unexpected }
            index += 1
            skipSpace()
            object.members.append((name, try value(depth: depth + 1)))
            skipSpace()
            guard try continues(until: UInt8(ascii: "}")) else { break }
        }
        object.end = index - 1
        return object
    }

    private mutating func array(depth: Int) throws(Fault) -> [JSONValue] {
        var values: [JSONValue] = []
        index += 1
        skipSpace()
        if next == UInt8(ascii: "]") {
            index += 1
            return values
        }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while try continues(until: UInt8(ascii: "]"))
        return values
    }

    /// Consumes a comma and the space after it, or the closing byte.
    private mutating func continues(until close: UInt8) throws(Fault) -> Bool {
        switch next {
        case UInt8(ascii: ","):
            index += 1
            skipSpace()
            return true
        case close:
            index += 1
            return false
        default: throw .unexpected
        }
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func number() throws(Fault) -> String {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        let first = index
        let count = digits()
        guard count > 0, count == 1 || bytes[first] != UInt8(ascii: "0") else { throw .badNumber }
        if next == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw .badNumber }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { throw .badNumber }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func string() throws(Fault) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0x00..<0x20: throw .badString
            default: text.append(byte)
            }
        }
        throw .badString
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        guard let byte = next else { throw .badString }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar()
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw .badString
        }
    }

    private mutating func escapedScalar() throws(Fault) -> Unicode.Scalar {
        let unit = try hexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard (0xD800..<0xDC00).contains(unit), next == UInt8(ascii: "\\") else { throw .badString }
        index += 1
        guard next == UInt8(ascii: "u") else { throw .badString }
        index += 1
        let low = try hexUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw .badString }
        guard let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) else { throw .badString }
        return scalar
    }

    private mutating func hexUnit() throws(Fault) -> UInt32 {
        guard index + 4 <= bytes.count else { throw .badString }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { throw .badString }
            unit = unit << 4 | UInt32(digit)
            index += 1
        }
        return unit
    }
}
