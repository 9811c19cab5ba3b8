/// Walks over the text of a filter pattern and takes the pieces that its three languages share.
struct PatternReader {
    private let bytes: [UInt8]
    private(set) var index = 0
    /// The regular expressions met so far.
    private(set) var expressions: [FilterExpression] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    var isAtEnd: Bool { index >= bytes.count }

    /// The last byte that is not white space.
    var lastVisible: UInt8? { bytes.last { !Self.isSpace($0) } }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }

    /// Whether there was white space to skip.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = index
        while let byte = peek, Self.isSpace(byte) { index += 1 }
        return index > start
    }

    mutating func advance() { index += 1 }

    /// Takes this text if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
        index += count
        return true
    }

    /// Takes this word, whatever its case, if it stands next and alone.
    mutating func takeKeyword(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] & 0xDF != word.utf8Start[offset] { return false }
        if index + count < bytes.count, Self.isWordByte(bytes[index + count]) { return false }
        index += count
        return true
    }

    /// Takes as many bytes as satisfy a condition.
    mutating func take(while condition: (UInt8) -> Bool) -> [UInt8] {
        let start = index
        while let byte = peek, condition(byte) { index += 1 }
        return Array(bytes[start..<index])
    }

    /// Takes a text in quotes; a backslash before a quote or a backslash stands for that character.
    mutating func quoted(by quote: UInt8 = UInt8(ascii: "\"")) throws(FilterPatternFault) -> [UInt8] {
        guard peek == quote else { throw .invalid }
        index += 1
        var content: [UInt8] = []
        while let byte = peek {
            index += 1
            if byte == quote { return content }
            if byte == UInt8(ascii: "\\"), let next = peek, next == quote || next == byte {
                content.append(next)
                index += 1
            } else {
                content.append(byte)
            }
        }
        throw .invalid
    }

    /// Takes a regular expression between percent signs, and answers its place.
    mutating func expression() throws(FilterPatternFault) -> Int {
        guard peek == UInt8(ascii: "%") else { throw .invalid }
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "%") { index += 1 }
        guard peek != nil else { throw .invalid }
        expressions.append(try FilterExpression(bytes[start..<index]))
        index += 1
        return expressions.count - 1
    }
}
