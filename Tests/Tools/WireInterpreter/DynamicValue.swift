package import Wire

/// Any value of any model, for tests that know their models only at run time.
package indirect enum DynamicValue: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case double(Double)
    case string(String)
    case blob([UInt8])
    case timestamp(Timestamp)
    case document(Document)
    case list([DynamicValue])
    /// A map by its keys, or a structure by its members' names in the model.
    case map([String: DynamicValue])
    /// A stream of events, each a map of its name alone; written as a list of them.
    case events(EventStream<DynamicValue>)
}

extension DynamicValue: Equatable {
    /// Not-a-number counts as equal to itself, and documents are equal whatever the order of their members.
    package static func == (left: DynamicValue, right: DynamicValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right || (left.isNaN && right.isNaN)
        case (.string(let left), .string(let right)): left == right
        case (.blob(let left), .blob(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.document(let left), .document(let right)): same(left, right)
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.events(let left), .events(let right)): left == right
        default: false
        }
    }

    private static func same(_ left: Document, _ right: Document) -> Bool {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            let names = Set(left.map(\.name))
            guard names == Set(right.map(\.name)), left.count == right.count else { return false }
            return names.allSatisfy { name in
                same(Document.object(left)[name] ?? .null, Document.object(right)[name] ?? .null)
            }
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy(same)
        default: return left == right || (left.number != nil && left.number == right.number)
        }
    }
}
