import Wire

/// Names members of a JSON message: `$.a.b[0]`, `$.['cluster.name']`, `$.list[*]`, `$.*`.
struct JSONSelector: Sendable {
    private enum Step: Sendable {
        case member(String)
        case element(Int)
        case everyMember
        case everyElement
    }

    private var steps: [Step] = []

    /// At most one ("Quotas" in the user guide).
    var wildcardCount: Int {
        steps.count { step in
            switch step {
            case .everyMember, .everyElement: true
            case .member, .element: false
            }
        }
    }

    init(_ reader: inout PatternReader) throws(FilterPatternFault) {
        guard reader.take("$") else { throw .invalid }
        while true {
            if reader.take(".") {
                if reader.peek == UInt8(ascii: "[") { continue }
                steps.append(try Self.member(&reader))
            } else if reader.take("[") {
                reader.skipSpace()
                steps.append(try Self.bracketed(&reader))
                reader.skipSpace()
                guard reader.take("]") else { throw .invalid }
            } else {
                break
            }
        }
        guard !steps.isEmpty, wildcardCount <= 1 else { throw .invalid }
    }

    private static func member(_ reader: inout PatternReader) throws(FilterPatternFault) -> Step {
        if reader.take("*") { return .everyMember }
        let name = reader.take { PatternReader.isWordByte($0) || $0 == UInt8(ascii: "-") }
        guard !name.isEmpty else { throw .invalid }
        return .member(String(decoding: name, as: UTF8.self))
    }

    private static func bracketed(_ reader: inout PatternReader) throws(FilterPatternFault) -> Step {
        switch reader.peek {
        case UInt8(ascii: "*"):
            reader.advance()
            return .everyElement
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            let quote = reader.peek ?? 0
            return .member(String(decoding: try reader.quoted(by: quote), as: UTF8.self))
        default:
            let digits = reader.take { (0x30...0x39).contains($0) }
            guard let index = Int(String(decoding: digits, as: UTF8.self)) else { throw .invalid }
            return .element(index)
        }
    }

    /// The values that the selector names in a document.
    func values(in document: Document) -> [Document] {
        var values = [document]
        for step in steps {
            values = values.flatMap { Self.values(of: step, in: $0) }
            if values.isEmpty { break }
        }
        return values
    }

    private static func values(of step: Step, in value: Document) -> [Document] {
        switch step {
        case .member(let name): value[name].map { [$0] } ?? []
        case .element(let index): value.elements.indices.contains(index) ? [value.elements[index]] : []
        case .everyMember: value.members.map(\.value)
        case .everyElement: value.elements
        }
    }
}
