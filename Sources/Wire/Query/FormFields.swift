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
        var rest = text[...]
        while !rest.isEmpty {
            let part = rest.prefix { $0 != 0x26 }
            rest = rest[part.endIndex...].dropFirst()
            if part.isEmpty { continue }
            if fields.count == Self.limit { throw WireFault.malformed("There are too many fields") }
            let equals = part.firstIndex(of: 0x3D)
            let name = PercentCoding.decode(part[..<(equals ?? part.endIndex)], plusIsSpace: true)
            let value = equals.map { PercentCoding.decode(part[part.index(after: $0)...], plusIsSpace: true) } ?? ""
            guard let name, let value else { throw WireFault.malformed("A percent escape is broken") }
            fields.append(Field(name: name, value: value))
        }
    }

    /// The first value of a name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
