/// What a condition compares with.
struct PatternCondition: Sendable {
    enum Comparison: Sendable {
        case equal, unequal, less, lessOrEqual, greater, greaterOrEqual

        /// Whether the operator needs a number on both sides.
        var isNumeric: Bool { self != .equal && self != .unequal }
    }

    var comparison: Comparison
    var value: PatternValue

    /// Reads an operator and a value.
    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        if reader.take("!=") {
            comparison = .unequal
        } else if reader.take("<=") {
            comparison = .lessOrEqual
        } else if reader.take(">=") {
            comparison = .greaterOrEqual
        } else if reader.take("=") {
            comparison = .equal
        } else if reader.take("<") {
            comparison = .less
        } else if reader.take(">") {
            comparison = .greater
        } else {
            throw .invalid
        }
        reader.skipSpace()
        value = try PatternValue(&reader)
        if comparison.isNumeric, value.number == nil { throw .invalid }
    }

    /// Whether a text satisfies the condition; `number` is what it says as a number, where it says one.
    func holds(
        _ text: UnsafeBufferPointer<UInt8>, number: Double?, finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        if let wanted = value.number, let number { return compare(number, wanted) }
        switch comparison {
        case .equal: return value.matches(text, finds: finds)
        case .unequal: return !value.matches(text, finds: finds)
        default: return false
        }
    }

    private func compare(_ number: Double, _ wanted: Double) -> Bool {
        switch comparison {
        case .equal: number == wanted
        case .unequal: number != wanted
        case .less: number < wanted
        case .lessOrEqual: number <= wanted
        case .greater: number > wanted
        case .greaterOrEqual: number >= wanted
        }
    }
}

/// A value in a condition: a number, a text with an asterisk at either end, or a regular expression.
enum PatternValue: Sendable {
    case number(Double, text: [UInt8])
    case text(PatternText)
    case expression(Int)

    /// Reads a value. Unquoted ones are letters, digits and the marks that addresses and dates need.
    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        switch reader.peek {
        case UInt8(ascii: "\""): self = .text(PatternText(try reader.quoted()))
        case UInt8(ascii: "%"): self = .expression(try reader.expression())
        default:
            let text = reader.take { PatternReader.isWordByte($0) || Self.marks.contains($0) }
            guard !text.isEmpty else { throw .invalid }
            if let number = PatternNumber.value(of: text) {
                self = .number(number, text: text)
            } else {
                self = .text(PatternText(text))
            }
        }
    }

    private static let marks = Set("*.:/+-".utf8)

    var number: Double? {
        if case .number(let number, _) = self { number } else { nil }
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>, finds: (Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        switch self {
        case .number(_, let wanted): text.elementsEqual(wanted)
        case .text(let wanted): wanted.matches(text)
        case .expression(let place): finds(place, text)
        }
    }
}

/// A text in which an asterisk at the start or the end stands for anything; elsewhere it is itself.
struct PatternText: Sendable {
    private let search: TextSearch
    private let isOpenBefore: Bool
    private let isOpenAfter: Bool

    init(_ text: [UInt8]) {
        let star = UInt8(ascii: "*")
        var core = text[...]
        isOpenBefore = core.first == star
        while core.first == star { core.removeFirst() }
        isOpenAfter = core.last == star || (core.isEmpty && isOpenBefore)
        while core.last == star { core.removeLast() }
        search = TextSearch(Array(core))
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch (isOpenBefore, isOpenAfter) {
        case (false, false): text.elementsEqual(search.text)
        case (false, true): text.starts(with: search.text)
        case (true, false): text.count >= search.text.count && text.suffix(search.text.count).elementsEqual(search.text)
        case (true, true): search.isFound(in: text)
        }
    }
}

/// Numbers as patterns and fields spell them: a sign, digits, a fraction, an exponent.
enum PatternNumber {
    static func value(of text: some Collection<UInt8>) -> Double? {
        guard text.count <= 64, isNumber(text) else { return nil }
        return Double(String(decoding: text, as: UTF8.self))
    }

    private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
        var rest = text[...]
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        func sign() {
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        }
        sign()
        var count = digits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = digits()
            guard fraction > 0 else { return false }
            count += fraction
        }
        guard count > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            sign()
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
