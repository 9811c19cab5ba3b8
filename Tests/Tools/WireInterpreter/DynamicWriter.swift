package import Wire

/// Writes a typed value as a dynamic one.
package final class DynamicWriter: ShapeWriter {
    private enum Frame {
        case structure(StructureSchema, member: String, values: [String: DynamicValue])
        case list([DynamicValue])
        case map(key: String, values: [String: DynamicValue])
    }

    private var frames: [Frame] = []
    /// What was written.
    package private(set) var value = DynamicValue.null

    package init() {}

    private func put(_ new: DynamicValue) {
        switch frames.popLast() {
        case nil: value = new
        case .structure(let schema, let member, var values):
            values[member] = new
            frames.append(.structure(schema, member: member, values: values))
        case .list(let elements): frames.append(.list(elements + [new]))
        case .map(let key, var values):
            values[key] = new
            frames.append(.map(key: key, values: values))
        }
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        frames.append(.structure(schema, member: "", values: [:]))
    }

    package func member(_ index: Int) throws {
        guard case .structure(let schema, _, let values) = frames.popLast() else { return }
        frames.append(.structure(schema, member: schema.members[index].name, values: values))
    }

    package func endStructure() throws {
        guard case .structure(_, _, let values) = frames.popLast() else { return }
        put(.map(values))
    }

    package func beginList(count: Int) throws { frames.append(.list([])) }

    package func element() throws {}

    package func endList() throws {
        guard case .list(let elements) = frames.popLast() else { return }
        put(.list(elements))
    }

    package func beginMap(count: Int) throws { frames.append(.map(key: "", values: [:])) }

    package func key(_ key: String) throws {
        guard case .map(_, let values) = frames.popLast() else { return }
        frames.append(.map(key: key, values: values))
    }

    package func endMap() throws {
        guard case .map(_, let values) = frames.popLast() else { return }
        put(.map(values))
    }

    package func null() throws { put(.null) }
    package func string(_ value: String) throws { put(.string(value)) }
    package func boolean(_ value: Bool) throws { put(.boolean(value)) }
    package func integer(_ value: Int) throws { put(.integer(value)) }
    package func double(_ value: Double) throws { put(.double(value)) }
    package func blob(_ value: [UInt8]) throws { put(.blob(value)) }
    package func timestamp(_ value: Timestamp) throws { put(.timestamp(value)) }
    package func document(_ value: Document) throws { put(.document(value)) }

    package func events(_ events: OutgoingEvents) throws {
        put(
            .events(
                EventStream { send in
                    try await events.forEach { index, write in
                        let writer = DynamicWriter()
                        try write(writer)
                        try await send(.map([events.schema.events[index]: writer.value]))
                    }
                }))
    }
}
