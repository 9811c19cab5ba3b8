/// The fields of a form or query string, decoded, in the order in which they came.
package struct FormFields: Sendable {
    /// One field; a name without `=` has an empty value.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var fields: [Field] = []

    /// More than any request of AWS's clients has; each costs many times its bytes.
    private static let limit = 20_000

    /// Throws `WireFault` where an escape is broken, and where there are too many fields.
    package init(_ text: some Collection<UInt8>) throws {
        let read: (UnsafeBufferPointer<UInt8>) throws -> [Field] = { bytes in
            var fields: [Field] = []
            try Self.forEachPart(of: bytes) { name, value in
                if fields.count == Self.limit { throw WireFault.malformed("There are too many fields") }
                fields.append(Field(name: try Self.decode(name), value: try Self.decode(value)))
                return true
            }
            return fields
        }
        fields = try text.withContiguousStorageIfAvailable(read) ?? Array(text).withUnsafeBufferPointer(read)
    }

    /// The first values of two names, found without decoding the other values.
    static func first(_ one: String, _ other: String, in text: [UInt8]) throws -> (one: String?, other: String?) {
        var found: (one: String?, other: String?) = (nil, nil)
        try text.withUnsafeBufferPointer { bytes in
            try forEachPart(of: bytes) { name, value in
                let name = try decode(name)
                if name == one, found.one == nil {
                    found.one = try decode(value)
                } else if name == other, found.other == nil {
                    found.other = try decode(value)
                }
                return found.one == nil || found.other == nil
            }
        }
        return found
    }

    /// Hands over the name and value of each field, not yet decoded, until the answer is false.
    private static func forEachPart(
        of bytes: UnsafeBufferPointer<UInt8>,
        _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) throws -> Bool
    ) throws {
        var start = 0
        while start < bytes.count {
            var end = start
            var equals: Int?
            while end < bytes.count, bytes[end] != 0x26 {
                if equals == nil, bytes[end] == 0x3D { equals = end }
                end += 1
            }
            defer { start = end + 1 }
            if end == start { continue }
            let name = UnsafeBufferPointer(rebasing: bytes[start..<(equals ?? end)])
            let value = UnsafeBufferPointer(rebasing: bytes[(equals.map { $0 + 1 } ?? end)..<end])
            guard try body(name, value) else { return }
        }
    }

    private static func decode(_ part: UnsafeBufferPointer<UInt8>) throws -> String {
        guard let text = PercentCoding.decode(part, plusIsSpace: true) else {
            throw WireFault.malformed("A percent escape is broken")
        }
        return text
    }

    /// The first value of a name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
