/// The fields of a form or query string, decoded, in the order in which they came.
package struct FormFields: Sendable {
    /// One field; a name without `=` has an empty value.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var fields: [Field] = []

    /// Throws `WireFault` where an escape is broken.
    package init(_ text: some Collection<UInt8>) throws {
        for part in text.split(separator: 0x26) {
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
