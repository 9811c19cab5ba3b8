import Wire

/// Conditions on the members of a message that is a JSON object: `{ $.user.id = 1 && ($.code != 4* || $.x IS NULL) }`.
struct JSONPattern: Sendable {
    indirect enum Node: Sendable {
        case all([Node])
        case any([Node])
        case test(JSONSelector, JSONTest)
    }

    /// How deep parentheses may nest.
    private static let depthLimit = 64
    /// Wildcards in all selectors together (user guide, "Quotas").
    private static let wildcardLimit = 3

    private let root: Node

    /// Reads the pattern with its braces, to the end.
    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        reader.advance()
        var wildcards = 0
        root = try Self.alternatives(&reader, &wildcards, depth: 0)
        reader.skipSpace()
        guard reader.take("}") else { throw .invalid }
        reader.skipSpace()
        guard reader.isAtEnd, wildcards <= Self.wildcardLimit else { throw .invalid }
    }

    private static func alternatives(
        _ reader: inout PatternReader, _ wildcards: inout Int, depth: Int
    ) throws(FilterPatternFault) -> Node {
        var nodes: [Node] = []
        repeat {
            var factors: [Node] = []
            repeat {
                factors.append(try factor(&reader, &wildcards, depth: depth))
                reader.skipSpace()
            } while reader.take("&&")
            nodes.append(factors.count == 1 ? factors[0] : .all(factors))
        } while reader.take("||")
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private static func factor(
        _ reader: inout PatternReader, _ wildcards: inout Int, depth: Int
    ) throws(FilterPatternFault) -> Node {
        reader.skipSpace()
        if reader.take("(") {
            guard depth < depthLimit else { throw .invalid }
            let node = try alternatives(&reader, &wildcards, depth: depth + 1)
            guard reader.take(")") else { throw .invalid }
            return node
        }
        let selector = try JSONSelector(&reader)
        wildcards += selector.wildcardCount
        reader.skipSpace()
        return .test(selector, try JSONTest(&reader))
    }

    /// Whether a message could be an object, by its first byte that is not white space.
    static func mayBeObject(_ message: UnsafeBufferPointer<UInt8>) -> Bool {
        message.first { !PatternReader.isSpace($0) } == UInt8(ascii: "{")
    }

    /// Whether a document matches; `finds` says whether a regular expression is found in a text.
    func matches(_ document: Document, finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        Self.holds(root, document, finds)
    }

    private static func holds(
        _ node: Node, _ document: Document, _ finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        switch node {
        case .all(let nodes): nodes.allSatisfy { holds($0, document, finds) }
        case .any(let nodes): nodes.contains { holds($0, document, finds) }
        case .test(let selector, let test): test.holds(selector.values(in: document), finds: finds)
        }
    }
}

/// What one member of a JSON message must be.
enum JSONTest: Sendable {
    case condition(PatternCondition)
    /// `IS NULL`, `IS TRUE`, `IS FALSE`.
    case literal(Document)
    case notExists

    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        if reader.takeKeyword("IS") {
            reader.skipSpace()
            if reader.takeKeyword("NULL") {
                self = .literal(.null)
            } else if reader.takeKeyword("TRUE") {
                self = .literal(.boolean(true))
            } else if reader.takeKeyword("FALSE") {
                self = .literal(.boolean(false))
            } else {
                throw .invalid
            }
        } else if reader.takeKeyword("NOT") {
            reader.skipSpace()
            guard reader.takeKeyword("EXISTS") else { throw .invalid }
            self = .notExists
        } else {
            self = .condition(try PatternCondition(&reader))
        }
    }

    /// Whether one of the values that a selector names satisfies the test; a selector that names none does not.
    func holds(_ values: [Document], finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        switch self {
        case .notExists: values.isEmpty
        case .literal(let literal): values.contains(literal)
        case .condition(let condition): values.contains { Self.holds(condition, $0, finds) }
        }
    }

    /// Objects, arrays and null are no values: neither `=` nor `!=` holds of them.
    private static func holds(
        _ condition: PatternCondition, _ value: Document, _ finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        var text: String
        switch value {
        case .string(let string): text = string
        case .integer(let number): text = String(number)
        case .double(let number): text = "\(number)"
        case .boolean(let truth): text = truth ? "true" : "false"
        case .null, .array, .object: return false
        }
        let number = value.number
        return text.withUTF8 { condition.holds($0, number: number, finds: finds) }
    }
}
