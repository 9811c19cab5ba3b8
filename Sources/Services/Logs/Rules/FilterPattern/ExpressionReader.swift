/// Reads the text between the percent signs of a regular expression.
struct ExpressionReader {
    /// Besides letters and digits; "Multi-byte characters are not supported" (user guide). The guide's own example
    /// holds a space.
    private static let symbols = Set(":_#=@/;,- ".utf8)
    /// A backslash takes their meaning from these, and from the symbols.
    private static let operators = Set("^$?[]{}|\\*+.".utf8)

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index >= bytes.endIndex }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ byte: Character) -> Bool {
        guard let wanted = byte.asciiValue, peek == wanted else { return false }
        index += 1
        return true
    }

    mutating func takeAlternative() -> Bool { take("|") }

    /// The next atom; `nil` at the end of an alternative.
    mutating func atom() throws(FilterPatternFault) -> FilterExpression.Atom.Kind? {
        guard let byte = peek, byte != UInt8(ascii: "|") else { return nil }
        index += 1
        switch byte {
        case UInt8(ascii: "^"): return .start
        case UInt8(ascii: "$"): return .end
        case UInt8(ascii: "."): return .symbols(.any)
        case UInt8(ascii: "["): return .symbols(try characterClass())
        case UInt8(ascii: "\\"): return .symbols(try escape().set)
        default:
            guard Self.isPlain(byte) else { throw .invalid }
            return .symbols(SymbolSet(byte...byte))
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        PatternReader.isWordByte(byte) || symbols.contains(byte)
    }

    /// What follows a backslash; `byte` is `nil` for a class.
    private mutating func escape() throws(FilterPatternFault) -> (set: SymbolSet, byte: UInt8?) {
        guard let byte = peek else { throw .invalid }
        index += 1
        switch byte {
        case UInt8(ascii: "d"): return (.digits, nil)
        case UInt8(ascii: "D"): return (SymbolSet.digits.inverted, nil)
        case UInt8(ascii: "s"): return (.spaces, nil)
        case UInt8(ascii: "S"): return (SymbolSet.spaces.inverted, nil)
        case UInt8(ascii: "w"): return (.words, nil)
        case UInt8(ascii: "W"): return (SymbolSet.words.inverted, nil)
        case UInt8(ascii: "x"):
            guard index + 2 <= bytes.endIndex,
                let code = UInt8(String(decoding: bytes[index..<index + 2], as: UTF8.self), radix: 16),
                code < 128
            else { throw .invalid }
            index += 2
            return (SymbolSet(code...code), code)
        default:
            guard Self.operators.contains(byte) || Self.symbols.contains(byte) else { throw .invalid }
            return (SymbolSet(byte...byte), byte)
        }
    }

    /// What stands in brackets, behind the opening one.
    private mutating func characterClass() throws(FilterPatternFault) -> SymbolSet {
        let isNegated = take("^")
        var set = SymbolSet()
        var isEmpty = true
        while !take("]") {
            let (member, first) = try classMember()
            isEmpty = false
            let isRange =
                peek == UInt8(ascii: "-") && index + 1 < bytes.endIndex && bytes[index + 1] != UInt8(ascii: "]")
            guard isRange, let first else {
                set.formUnion(member)
                continue
            }
            index += 1
            guard let last = try classMember().byte, first <= last else { throw .invalid }
            set.formUnion(SymbolSet(first...last))
        }
        guard !isEmpty else { throw .invalid }
        return isNegated ? set.inverted : set
    }

    private mutating func classMember() throws(FilterPatternFault) -> (set: SymbolSet, byte: UInt8?) {
        guard let byte = peek else { throw .invalid }
        index += 1
        if byte == UInt8(ascii: "\\") { return try escape() }
        guard Self.isPlain(byte) || Self.operators.contains(byte) else { throw .invalid }
        return (SymbolSet(byte...byte), byte)
    }

    /// How often the atom before may come: `?`, `*`, `+`, `{m}`, `{m,}`, `{,n}`, `{m,n}`, or once.
    mutating func repetition() throws(FilterPatternFault) -> (minimum: Int, maximum: Int?) {
        if take("?") { return (0, 1) }
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        guard take("{") else { return (1, 1) }
        let minimum = number()
        guard take(",") else {
            guard take("}"), let minimum else { throw .invalid }
            return (minimum, minimum)
        }
        while take(" ") {}
        let maximum = number()
        guard take("}"), minimum != nil || maximum != nil else { throw .invalid }
        return (minimum ?? 0, maximum)
    }

    private mutating func number() -> Int? {
        let start = index
        while let byte = peek, (0x30...0x39).contains(byte) { index += 1 }
        guard index - start <= 4 else { return nil }
        return Int(String(decoding: bytes[start..<index], as: UTF8.self))
    }
}
