package import Wire

/// Reads a typed value out of a dynamic one.
package final class DynamicReader: ShapeReader {
    private struct Frame {
        var pending: [(index: Int, key: String, value: DynamicValue)]
        var next = 0
    }

    private var frames: [Frame] = []
    private var value: DynamicValue
    package let missing: [String] = []

    package init(_ value: DynamicValue) {
        self.value = value
    }

    private func mismatch() -> WireFault { .unexpected("another kind of value stands here: \(value)") }

    package func beginStructure(_ schema: StructureSchema) throws {
        guard case .map(let values) = value else { throw mismatch() }
        frames.append(
            Frame(
                pending: schema.members.enumerated().compactMap { index, member in
                    guard let value = values[member.name], value != .null else { return nil }
                    return (index, "", value)
                }
            )
        )
    }

    private func advance() -> (index: Int, key: String)? {
        let last = frames.count - 1
        guard frames[last].next < frames[last].pending.count else {
            frames.removeLast()
            return nil
        }
        let item = frames[last].pending[frames[last].next]
        frames[last].next += 1
        value = item.value
        return (item.index, item.key)
    }

    package func nextMember() throws -> Int? { advance()?.index }

    package func beginList() throws {
        guard case .list(let elements) = value else { throw mismatch() }
        frames.append(Frame(pending: elements.map { (0, "", $0) }))
    }

    package func nextElement() throws -> Bool { advance() != nil }

    package func beginMap() throws {
        guard case .map(let entries) = value else { throw mismatch() }
        frames.append(Frame(pending: entries.map { (0, $0.key, $0.value) }))
    }

    package func nextKey() throws -> String? { advance()?.key }

    package func skipNull() throws -> Bool { value == .null }

    package func string() throws -> String {
        guard case .string(let value) = value else { throw mismatch() }
        return value
    }

    package func boolean() throws -> Bool {
        guard case .boolean(let value) = value else { throw mismatch() }
        return value
    }

    package func integer() throws -> Int {
        guard case .integer(let value) = value else { throw mismatch() }
        return value
    }

    package func double() throws -> Double {
        switch value {
        case .double(let value): return value
        case .integer(let value): return Double(value)
        default: throw mismatch()
        }
    }

    package func blob() throws -> [UInt8] {
        guard case .blob(let value) = value else { throw mismatch() }
        return value
    }

    package func timestamp() throws -> Timestamp {
        guard case .timestamp(let value) = value else { throw mismatch() }
        return value
    }

    package func document() throws -> Document {
        guard case .document(let value) = value else { throw mismatch() }
        return value
    }

    package func events() throws -> IncomingEvents {
        guard case .list(let elements) = value else { throw mismatch() }
        return IncomingEvents { schema, take in
            for element in elements {
                let (index, value) = try element.event(of: schema)
                try await take(index, DynamicReader(value))
            }
        }
    }
}
