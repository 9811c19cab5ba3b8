/// Conditions on the fields of a line: `[ip, user, ..., request = *.html*, status = 404 || status = 410, bytes]`.
struct FieldPattern: Sendable {
    indirect enum Condition: Sendable {
        case all([Condition])
        case any([Condition])
        case test(PatternCondition)
    }

    struct Field: Sendable {
        /// `nil` where the pattern leaves it out.
        var name: String?
        var condition: Condition?
    }

    /// How deep parentheses may nest.
    private static let depthLimit = 64

    private var leading: [Field] = []
    /// What follows the ellipsis.
    private var trailing: [Field] = []
    private var hasEllipsis = false

    /// Reads the pattern with its brackets, to the end.
    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        reader.advance()
        repeat {
            reader.skipSpace()
            if reader.take("...") || reader.take("…") {
                guard !hasEllipsis else { throw .invalid }
                hasEllipsis = true
                reader.skipSpace()
            } else {
                let field = try Self.field(&reader)
                if hasEllipsis { trailing.append(field) } else { leading.append(field) }
            }
        } while reader.take(",")
        guard reader.take("]") else { throw .invalid }
        reader.skipSpace()
        guard reader.isAtEnd, hasEllipsis || leading.contains(where: { $0.name != nil }) else { throw .invalid }
    }

    private static func field(_ reader: inout PatternReader) throws(FilterPatternFault) -> Field {
        if reader.peek == UInt8(ascii: ",") || reader.peek == UInt8(ascii: "]") { return Field() }
        var name: String?
        let condition = try alternatives(&reader, &name, depth: 0)
        return Field(name: name, condition: condition)
    }

    /// `nil` where there is only a name.
    private static func alternatives(
        _ reader: inout PatternReader, _ name: inout String?, depth: Int
    ) throws(FilterPatternFault) -> Condition? {
        var conditions: [Condition] = []
        var isBare = false
        repeat {
            var factors: [Condition] = []
            repeat {
                if let factor = try factor(&reader, &name, depth: depth) {
                    factors.append(factor)
                } else {
                    isBare = true
                }
                reader.skipSpace()
            } while reader.take("&&")
            if !factors.isEmpty { conditions.append(factors.count == 1 ? factors[0] : .all(factors)) }
        } while reader.take("||")
        // A name alone says nothing that could be joined with anything.
        if isBare, !conditions.isEmpty || depth > 0 { throw .invalid }
        return conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private static func factor(
        _ reader: inout PatternReader, _ name: inout String?, depth: Int
    ) throws(FilterPatternFault) -> Condition? {
        reader.skipSpace()
        if reader.take("(") {
            guard depth < depthLimit else { throw .invalid }
            let condition = try alternatives(&reader, &name, depth: depth + 1)
            guard reader.take(")") else { throw .invalid }
            return condition
        }
        let word = reader.take { PatternReader.isWordByte($0) || $0 == UInt8(ascii: "-") }
        let found = String(decoding: word, as: UTF8.self)
        // Conditions are on the field where they stand: one on another field is refused, as AWS refuses it.
        guard !word.isEmpty, name == nil || name == found else { throw .invalid }
        name = found
        reader.skipSpace()
        if let next = reader.peek, [UInt8(ascii: ","), UInt8(ascii: "]")].contains(next) { return nil }
        return .test(try PatternCondition(&reader))
    }

    /// Whether a line matches. Without an ellipsis the last field takes the rest of the line.
    func matches(
        _ message: UnsafeBufferPointer<UInt8>, _ split: FieldSplit,
        finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        guard split.fields.count >= leading.count + trailing.count else { return false }
        for (index, field) in leading.enumerated() {
            guard let condition = field.condition else { continue }
            let range = value(at: index, of: split)
            guard Self.holds(condition, UnsafeBufferPointer(rebasing: message[range]), finds) else { return false }
        }
        for (field, content) in zip(trailing, split.fields.suffix(trailing.count)) {
            guard let condition = field.condition else { continue }
            guard Self.holds(condition, UnsafeBufferPointer(rebasing: message[content]), finds) else { return false }
        }
        return true
    }

    private func value(at index: Int, of split: FieldSplit) -> Range<Int> {
        let takesRest = !hasEllipsis && index == leading.count - 1 && split.fields.count > leading.count
        return takesRest ? split.rest(from: index) : split.fields[index]
    }

    private static func holds(
        _ condition: Condition, _ text: UnsafeBufferPointer<UInt8>,
        _ finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        switch condition {
        case .all(let conditions): conditions.allSatisfy { holds($0, text, finds) }
        case .any(let conditions): conditions.contains { holds($0, text, finds) }
        case .test(let test): test.holds(text, number: PatternNumber.value(of: text), finds: finds)
        }
    }

    /// The fields of a line that matches, by `$name`, or `$1`, `$2`, … for those without a name.
    func values(of message: UnsafeBufferPointer<UInt8>, _ split: FieldSplit) -> [String: String] {
        var values: [String: String] = [:]
        let count = hasEllipsis ? split.fields.count : leading.count
        for index in 0..<count {
            let fromEnd = split.fields.count - index
            let field =
                index < leading.count
                ? leading[index] : fromEnd <= trailing.count ? trailing[trailing.count - fromEnd] : Field()
            let text = String(decoding: message[value(at: index, of: split)], as: UTF8.self)
            values["$" + (field.name ?? String(index + 1))] = text
        }
        return values
    }
}

/// A line taken apart at its spaces; what stands in brackets or double quotes is one field.
struct FieldSplit {
    /// The contents, without brackets and quotes.
    private(set) var fields: [Range<Int>] = []
    /// Where each field begins, with its bracket or quote.
    private var starts: [Int] = []
    private var end = 0

    init(_ line: UnsafeBufferPointer<UInt8>) {
        var index = 0
        // Once a closing mark is missing, it is missing for all that follows: none is looked for twice.
        var lastClosing: [UInt8: Bool] = [:]
        while true {
            while index < line.count, PatternReader.isSpace(line[index]) { index += 1 }
            guard index < line.count else { break }
            let start = index
            starts.append(start)
            let closing = Self.closing(of: line[start])
            if closing != 0, lastClosing[closing] != false, let place = Self.find(closing, in: line, after: start) {
                fields.append(start + 1..<place)
                index = place + 1
            } else {
                if closing != 0 { lastClosing[closing] = false }
                while index < line.count, !PatternReader.isSpace(line[index]) { index += 1 }
                fields.append(start..<index)
            }
            end = index
        }
    }

    private static func closing(of byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "\""): UInt8(ascii: "\"")
        default: 0
        }
    }

    /// The next closing mark; a quote behind a backslash does not close.
    private static func find(_ closing: UInt8, in line: UnsafeBufferPointer<UInt8>, after start: Int) -> Int? {
        var index = start + 1
        while index < line.count {
            if line[index] == closing { return index }
            index += line[index] == UInt8(ascii: "\\") && closing == UInt8(ascii: "\"") ? 2 : 1
        }
        return nil
    }

    /// The line from the start of a field on.
    func rest(from index: Int) -> Range<Int> { starts[index]..<end }
}
