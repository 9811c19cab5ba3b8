/// Writes texts and numbers one behind the other, each with its length.
struct TupleWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Seven bits a byte, the lowest first; a number may not be negative.
    mutating func number(_ number: Int64) {
        precondition(number >= 0, "times and lengths are never negative")
        var rest = UInt64(number)
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func text(_ text: String) {
        number(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func texts(_ texts: [String]) {
        number(Int64(texts.count))
        for text in texts { self.text(text) }
    }

    mutating func pairs(_ pairs: [String: String]) {
        number(Int64(pairs.count))
        for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
            text(name)
            text(value)
        }
    }

    mutating func lists(_ lists: [String: [String]]) {
        number(Int64(lists.count))
        for (name, values) in lists.sorted(by: { $0.key < $1.key }) {
            text(name)
            texts(values)
        }
    }
}

/// Reads what `TupleWriter` wrote; every method answers `nil` where the bytes are not that.
struct TupleReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func number() -> Int64? {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 63, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            number |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte & 0x80 == 0 { return Int64(number) }
        }
        return nil
    }

    mutating func text() -> String? {
        guard let count = number(), count <= Int64(rest.count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return String(validating: rest.prefix(Int(count)), as: UTF8.self)
    }

    mutating func texts() -> [String]? {
        guard let count = number(), count <= Int64(rest.count) else { return nil }
        var texts: [String] = []
        for _ in 0..<count {
            guard let text = text() else { return nil }
            texts.append(text)
        }
        return texts
    }

    mutating func pairs() -> [String: String]? {
        guard let count = number(), count <= Int64(rest.count) else { return nil }
        var pairs: [String: String] = [:]
        for _ in 0..<count {
            guard let name = text(), let value = text() else { return nil }
            pairs[name] = value
        }
        return pairs
    }

    mutating func lists() -> [String: [String]]? {
        guard let count = number(), count <= Int64(rest.count) else { return nil }
        var lists: [String: [String]] = [:]
        for _ in 0..<count {
            guard let name = text(), let values = texts() else { return nil }
            lists[name] = values
        }
        return lists
    }
}
