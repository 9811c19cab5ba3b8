/// The keys from `lower` up to, but without, `upper`.
package struct KeyRange: Hashable, Sendable {
    package var lower: [UInt8]
    package var upper: [UInt8]

    package init(lower: [UInt8], upper: [UInt8]) {
        self.lower = lower
        self.upper = upper
    }

    /// Every key that has these parts first, the key of just these parts included.
    package init(prefix parts: [KeyPart]) {
        lower = Key(parts).bytes
        // No part's code is FF, and a string that merely continues the last one goes on with `00 FF`.
        upper = lower + [0xFF]
    }

    /// Every key that has these parts first and then a string that begins with `text`.
    package init(prefix parts: [KeyPart], beginningWith text: String) {
        var start = Key(parts).bytes + [KeyEncoding.string]
        KeyEncoding.appendEscaped(text.utf8, to: &start)
        lower = start
        // UTF-8 has no byte FF.
        upper = start + [0xFF]
    }

    /// Every key that has these parts first and then a byte string that begins with `bytes`.
    package init(prefix parts: [KeyPart], beginningWith bytes: [UInt8]) {
        var start = Key(parts).bytes + [KeyEncoding.bytes]
        KeyEncoding.appendEscaped(bytes, to: &start)
        lower = start
        while start.last == 0xFF { start.removeLast() }
        start[start.count - 1] += 1
        upper = start
    }

    /// Everything.
    package static let all = KeyRange(lower: [], upper: [0xFF])

    /// What is left of the range behind a key.
    package func after(_ key: Key) -> KeyRange {
        KeyRange(lower: key.bytes + [0], upper: upper)
    }

    /// What is left of the range before a key.
    package func before(_ key: Key) -> KeyRange {
        KeyRange(lower: lower, upper: key.bytes)
    }
}
