/// Terms that a message must have, may have, or must not have: `ERROR "not found" -debug`, `?ERROR ?WARN`, `%40[0-9]%`.
struct TermPattern: Sendable {
    /// One term: a text, or a regular expression by its place in the pattern.
    private enum Term: Sendable {
        case text(TextSearch)
        case expression(Int)
    }

    private var required: [Term] = []
    private var optional: [Term] = []
    private var excluded: [Term] = []

    /// Whether there is no term at all.
    var isEmpty: Bool { required.isEmpty && optional.isEmpty && excluded.isEmpty }
    var count: Int { required.count + optional.count + excluded.count }

    /// Reads terms to the end of the pattern. A bare term is letters, digits and underscores; others need quotes.
    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        var isSeparated = true
        while true {
            isSeparated = reader.skipSpace() || isSeparated
            guard let first = reader.peek else { break }
            guard isSeparated else { throw .invalid }
            isSeparated = false
            let mark = first == UInt8(ascii: "-") || first == UInt8(ascii: "?") ? first : 0
            if mark != 0 {
                reader.advance()
                reader.skipSpace()
            }
            guard let term = try Self.term(&reader) else { continue }
            switch mark {
            case UInt8(ascii: "-"): excluded.append(term)
            case UInt8(ascii: "?"): optional.append(term)
            default: required.append(term)
            }
        }
        // "If you combine "?" with other filter patterns, all question mark terms will be ignored" (user guide).
        if !required.isEmpty || !excluded.isEmpty { optional = [] }
    }

    /// `nil` for quotes with nothing but spaces between them, which match everything.
    private static func term(_ reader: inout PatternReader) throws(FilterPatternFault) -> Term? {
        switch reader.peek {
        case UInt8(ascii: "\""):
            let text = try reader.quoted()
            return text.allSatisfy(PatternReader.isSpace) ? nil : .text(TextSearch(text))
        case UInt8(ascii: "%"):
            return .expression(try reader.expression())
        default:
            let text = reader.take { PatternReader.isWordByte($0) || $0 >= 0x80 }
            guard !text.isEmpty else { throw .invalid }
            return .text(TextSearch(text))
        }
    }

    /// Whether a message matches; `finds` says whether a regular expression does.
    func matches(_ message: UnsafeBufferPointer<UInt8>, finds: (Int) -> Bool) -> Bool {
        func has(_ term: Term) -> Bool {
            switch term {
            case .text(let search): search.isFound(in: message)
            case .expression(let place): finds(place)
            }
        }
        return required.allSatisfy(has) && !excluded.contains(where: has)
            && (optional.isEmpty || optional.contains(where: has))
    }
}
