/// Any JSON value, with the members of objects in the order in which they came.
package indirect enum Document: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case double(Double)
    case string(String)
    case array([Document])
    case object([Member])

    /// One member of an object.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: Document

        package init(_ name: String, _ value: Document) {
            self.name = name
            self.value = value
        }
    }

    /// Reads a whole JSON text, or throws `WireFault`.
    package init(json bytes: [UInt8]) throws {
        var scanner = try JSONScanner(bytes)
        self = try scanner.document(depth: 0)
        try scanner.finish()
    }

    /// The JSON text, without spaces.
    package var json: [UInt8] {
        var output: [UInt8] = []
        JSONText.append(self, to: &output)
        return output
    }
}

extension Document {
    /// A member of an object; of a name that comes twice the last one counts.
    package subscript(_ name: String) -> Document? {
        members.last { $0.name == name }?.value
    }

    package var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    package var elements: [Document] {
        if case .array(let elements) = self { elements } else { [] }
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var isTrue: Bool { self == .boolean(true) }

    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
