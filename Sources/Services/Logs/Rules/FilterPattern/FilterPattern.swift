/// A filter pattern, parsed: terms, conditions on JSON, or conditions on the fields of a line.
///
/// Source: "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail" in the
/// CloudWatch Logs User Guide. Nothing in it goes back over a message: matching takes time linear in the message for
/// each term or condition of the pattern, which is at most 1,024 characters long.
struct FilterPattern: Sendable {
    enum Form: Sendable {
        /// No pattern, or nothing but spaces and empty quotes.
        case everything
        case terms(TermPattern)
        case json(JSONPattern)
        case fields(FieldPattern)
    }

    let form: Form
    /// The regular expressions that conditions name by their place.
    let expressions: [FilterExpression]

    /// Parses a pattern; its first character decides which of the three languages it is written in.
    init(_ text: String) throws(FilterPatternFault) {
        var reader = PatternReader(text)
        reader.skipSpace()
        switch reader.peek {
        case UInt8(ascii: "{"):
            guard reader.lastVisible == UInt8(ascii: "}") else { throw .unclosed(opening: "{", closing: "}") }
            form = .json(try JSONPattern(&reader))
            guard reader.expressions.count <= Self.expressionLimit else { throw .invalid }
        case UInt8(ascii: "["):
            guard reader.lastVisible == UInt8(ascii: "]") else { throw .unclosed(opening: "[", closing: "]") }
            form = .fields(try FieldPattern(&reader))
            guard reader.expressions.count <= Self.expressionLimit else { throw .invalid }
        default:
            let terms = try TermPattern(&reader)
            form = terms.isEmpty ? .everything : .terms(terms)
        }
        expressions = reader.expressions
    }

    /// How many regular expressions a pattern on JSON or on fields may hold (user guide, "Quotas").
    private static let expressionLimit = 2

    /// Whether every message matches.
    var matchesEverything: Bool {
        if case .everything = form { true } else { false }
    }

    /// Something that matches messages one after another, and gets quicker at it.
    func matcher() -> FilterMatcher { FilterMatcher(self) }
}

/// Why a pattern was refused, in AWS's words.
enum FilterPatternFault: Error, Hashable {
    case invalid
    case unclosed(opening: Character, closing: Character)

    var message: String {
        switch self {
        case .invalid: "Invalid filter pattern"
        case .unclosed(let opening, let closing):
            "If a filter pattern starts with '\(opening)' it must end with '\(closing)'"
        }
    }
}
