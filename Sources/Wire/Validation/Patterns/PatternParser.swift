/// Reads a regular expression of Java's form.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var dotMatchesAll = false
    private var depth = 0

    /// Thrown for what this engine does not know.
    private struct Unsupported: Error {}

    private init(_ source: String) {
        self.scalars = Array(source.unicodeScalars)
    }

    /// The expression taken apart; `nil` where it is broken or holds something unknown.
    static func parse(_ source: String) -> PatternNode? {
        var parser = PatternParser(source)
        guard let node = try? parser.alternatives(), parser.index == parser.scalars.count else { return nil }
        return node
    }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    private mutating func next() throws -> Unicode.Scalar {
        guard let scalar = current else { throw Unsupported() }
        index += 1
        return scalar
    }

    private mutating func alternatives() throws -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw Unsupported() }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            if take("(?s)") {
                dotMatchesAll = true
                continue
            }
            nodes.append(try quantified(try atom()))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func quantified(_ node: PatternNode) throws -> PatternNode {
        var node = node
        while let bounds = quantifier() {
            guard bounds.maximum.map({ $0 >= bounds.minimum }) ?? true else { throw Unsupported() }
            node = .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum)
            if !take("?") { _ = take("+") }
        }
        return node
    }

    private mutating func quantifier() -> (minimum: Int, maximum: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard current == "{" else { return nil }
        let start = index
        index += 1
        let minimum = digits()
        let hasComma = take(",")
        let maximum = hasComma ? digits() : minimum
        guard let minimum, take("}") else {
            index = start
            return nil
        }
        return (minimum, hasComma ? maximum : minimum)
    }

    private mutating func digits() -> Int? {
        let start = index
        while let scalar = current, ("0"..."9").contains(scalar), index - start < 9 { index += 1 }
        return Int(String(String.UnicodeScalarView(scalars[start..<index])))
    }

    private mutating func atom() throws -> PatternNode {
        switch try next() {
        case "(": return try group()
        case "[": return .set(try characterClass())
        case ".": return .set(dotMatchesAll ? .any : .anyButLineEnds)
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "\\": return try escape()
        case "*", "+", "?", ")": throw Unsupported()
        case let scalar: return .set(ScalarSet(scalar))
        }
    }

    private mutating func group() throws -> PatternNode {
        let node: PatternNode
        if take("?=") {
            node = .assertion(.ahead(try alternatives(), isNegated: false))
        } else if take("?!") {
            node = .assertion(.ahead(try alternatives(), isNegated: true))
        } else if take("?<!") || take("?<=") {
            let isNegated = scalars[index - 1] == "!"
            guard case .set(let set) = try alternatives() else { throw Unsupported() }
            node = .assertion(.behind(set, isNegated: isNegated))
        } else {
            if take("?<") {
                while try next() != ">" {}
            } else if current == "?", !take("?:"), !take("?>") {
                throw Unsupported()
            }
            node = try alternatives()
        }
        guard take(")") else { throw Unsupported() }
        return node
    }

    private mutating func escape() throws -> PatternNode {
        switch current {
        case "b", "B":
            let isNegated = try next() == "B"
            return .assertion(.wordBoundary(isNegated: isNegated))
        case "A":
            index += 1
            return .assertion(.start)
        case "z", "Z":
            index += 1
            return .assertion(.end)
        case .some("1"..."9"): throw Unsupported()
        default: return .set(ScalarSet(try classEscape()))
        }
    }

    private mutating func characterClass() throws -> ScalarSet {
        let isNegated = take("^")
        var items: [ScalarSet.Item] = []
        var isFirst = true
        while isFirst || current != "]" {
            if take("&&") { throw Unsupported() }
            isFirst = false
            let item = try classItem()
            guard case .range(let low) = item, low.count == 1, current == "-", index + 1 < scalars.count,
                scalars[index + 1] != "]"
            else {
                items.append(item)
                continue
            }
            index += 1
            guard case .range(let high) = try classItem(), high.upperBound >= low.lowerBound else {
                throw Unsupported()
            }
            items.append(.range(low.lowerBound...high.upperBound))
        }
        index += 1
        return ScalarSet(items, isNegated: isNegated)
    }

    private mutating func classItem() throws -> ScalarSet.Item {
        let scalar = try next()
        guard scalar == "\\" else { return .range(scalar.value...scalar.value) }
        let items = try classEscape()
        return items.count == 1 ? items[0] : .not([.not(items)])
    }

    /// What follows a backslash, as parts of a class.
    private mutating func classEscape() throws -> [ScalarSet.Item] {
        func one(_ value: UInt32) -> [ScalarSet.Item] { [.range(value...value)] }
        switch try next() {
        case "w": return ScalarSet.wordItems
        case "W": return [.not(ScalarSet.wordItems)]
        case "d": return ScalarSet.digits
        case "D": return [.not(ScalarSet.digits)]
        case "s": return ScalarSet.spaces
        case "S": return [.not(ScalarSet.spaces)]
        case "n": return one(0x0A)
        case "r": return one(0x0D)
        case "t": return one(0x09)
        case "f": return one(0x0C)
        case "a": return one(0x07)
        case "u": return one(try unicodeEscape())
        case "x": return one(try hexadecimal(2))
        case "p": return [.category(try category())]
        case "P": return [.not([.category(try category())])]
        case let scalar: return one(scalar.value)
        }
    }

    private mutating func category() throws -> String {
        var name = ""
        if take("{") {
            while true {
                let scalar = try next()
                if scalar == "}" { break }
                name.unicodeScalars.append(scalar)
            }
        } else {
            name.unicodeScalars.append(try next())
        }
        guard UnicodeCategory.isKnown(name) else { throw Unsupported() }
        return name
    }

    /// Four digits, a pair of surrogates, or the `\u10000` and `\u10FFFF` by which some models mean those characters.
    private mutating func unicodeEscape() throws -> UInt32 {
        if take("10000") { return 0x10000 }
        if take("10FFFF") || take("10ffff") { return 0x10FFFF }
        let high = try hexadecimal(4)
        guard (0xD800..<0xDC00).contains(high) else { return high }
        let start = index
        guard take("\\u"), let low = try? hexadecimal(4), (0xDC00..<0xE000).contains(low) else {
            index = start
            return high
        }
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    }

    private mutating func hexadecimal(_ count: Int) throws -> UInt32 {
        guard index + count <= scalars.count else { throw Unsupported() }
        let digits = String(String.UnicodeScalarView(scalars[index..<(index + count)]))
        guard let value = UInt32(digits, radix: 16) else { throw Unsupported() }
        index += count
        return value
    }
}
