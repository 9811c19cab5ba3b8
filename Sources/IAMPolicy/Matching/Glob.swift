/// A text with `*` and `?` in it, matched in at most length × length steps.
struct Glob: Sendable {
    /// UTF-8 bytes, or one of the two wildcards below.
    private(set) var tokens: [UInt16] = []
    private(set) var hasWildcards = false

    static let star: UInt16 = 256
    static let any: UInt16 = 257

    /// Whether every text matches.
    var matchesAll: Bool { !tokens.isEmpty && tokens.allSatisfy { $0 == Self.star } }

    mutating func append(literal text: some Sequence<UInt8>) {
        tokens.append(contentsOf: text.lazy.map(UInt16.init))
    }

    mutating func append(wildcard: UInt16) {
        hasWildcards = true
        // Neighbouring stars say what one says.
        if wildcard == Self.star, tokens.last == Self.star { return }
        tokens.append(wildcard)
    }

    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0[...]) }
    }

    func matches(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        tokens.withUnsafeBufferPointer { tokens in
            hasWildcards ? Self.match(tokens, text) : Self.equal(tokens, text)
        }
    }

    private static func equal(_ tokens: UnsafeBufferPointer<UInt16>, _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool
    {
        guard tokens.count == text.count else { return false }
        let base = text.startIndex
        for index in tokens.indices where tokens[index] != UInt16(text[base + index]) { return false }
        return true
    }

    /// Matches greedily and, on failure, lets only the latest star take one more character.
    private static func match(_ tokens: UnsafeBufferPointer<UInt16>, _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool
    {
        var token = 0
        var index = text.startIndex
        var retryToken = -1
        var retryIndex = index
        while index < text.endIndex {
            if token < tokens.count, tokens[token] == star {
                if token + 1 == tokens.count { return true }
                retryToken = token
                retryIndex = index
                token += 1
            } else if token < tokens.count, tokens[token] == any {
                token += 1
                index = after(index, in: text)
            } else if token < tokens.count, tokens[token] == UInt16(text[index]) {
                token += 1
                index += 1
            } else if retryToken >= 0 {
                token = retryToken + 1
                retryIndex = after(retryIndex, in: text)
                index = retryIndex
            } else {
                return false
            }
        }
        while token < tokens.count, tokens[token] == star { token += 1 }
        return token == tokens.count
    }

    /// Steps over one whole character, so that `?` stands for a character and not for a byte of one.
    private static func after(_ index: Int, in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var next = index + 1
        while next < text.endIndex, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
