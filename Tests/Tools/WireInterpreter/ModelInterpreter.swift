package import ModelSource
package import Wire

/// Does at run time for any model what the generator's code does for those that are generated.
package final class ModelInterpreter {
    package let model: ServiceModel
    package let service: ServiceDescriptor
    let json: Document
    private var schemas: [String: StructureSchema] = [:]

    package init(_ json: Document) throws {
        self.model = try ServiceModel(json)
        self.service = try model.descriptor()
        self.json = json
    }

    /// The schema of an input, an output or a nested structure; an empty one where the model has none.
    package func schema(_ reference: Document?) throws -> StructureSchema {
        guard let reference else { return EmptyStructure.schema }
        let key = String(decoding: reference.json, as: UTF8.self)
        if let known = schemas[key] { return known }
        let made = try model.structure(reference)
        schemas[key] = made
        return made
    }

    /// Reads what a reference leads to.
    package func read(_ reference: Document?, from reader: any ShapeReader) throws -> DynamicValue {
        guard let reference else {
            _ = try EmptyStructure(from: reader)
            return .map([:])
        }
        let (name, json) = try model.target(of: reference)
        switch try model.schema(of: name).kind {
        case .blob: return .blob(try reader.blob())
        case .boolean: return .boolean(try reader.boolean())
        case .document: return .document(try reader.document())
        case .double: return .double(try reader.double())
        case .events: return .events(try events(name, try reader.events()))
        case .integer: return .integer(try reader.integer())
        case .list: return .list(try reader.list { try read(json["member"], from: reader) })
        case .map: return .map(try reader.map { try read(json["value"], from: reader) })
        case .string: return .string(try reader.string())
        case .structure: return try readStructure(reference, json, from: reader)
        case .timestamp: return .timestamp(try reader.timestamp())
        }
    }

    private func readStructure(
        _ reference: Document,
        _ json: Document,
        from reader: any ShapeReader
    ) throws -> DynamicValue {
        let members = json["members"]?.members ?? []
        var values: [String: DynamicValue] = [:]
        try reader.beginStructure(try schema(reference))
        while let index = try reader.nextMember() {
            values[members[index].name] = try read(members[index].value, from: reader)
        }
        return .map(values)
    }

    /// Writes a value of what a reference leads to.
    package func write(_ value: DynamicValue, _ reference: Document?, to writer: any ShapeWriter) throws {
        guard let reference else { return }
        let (name, json) = try model.target(of: reference)
        switch (try model.schema(of: name).kind, value) {
        case (_, .null): try writer.null()
        case (.structure, .map(let values)):
            try writer.beginStructure(try schema(reference))
            for (index, member) in (json["members"]?.members ?? []).enumerated() {
                guard let value = values[member.name], value != .null else { continue }
                try writer.member(index)
                try write(value, member.value, to: writer)
            }
            try writer.endStructure()
        case (.list, .list(let elements)):
            try writer.list(elements) { try write($0, json["member"], to: writer) }
        case (.map, .map(let entries)):
            try writer.map(entries) { try write($0, json["value"], to: writer) }
        case (.events, .list(let elements)): try writer.events(try events(name, elements))
        case (.blob, .blob(let value)): try writer.blob(value)
        case (.boolean, .boolean(let value)): try writer.boolean(value)
        case (.document, .document(let value)): try writer.document(value)
        case (.double, .double(let value)): try writer.double(value)
        case (.double, .integer(let value)): try writer.double(Double(value))
        case (.integer, .integer(let value)): try writer.integer(value)
        case (.string, .string(let value)): try writer.string(value)
        case (.timestamp, .timestamp(let value)): try writer.timestamp(value)
        default: throw ModelFault("a value of \(name) is of the wrong kind: \(value)")
        }
    }
}
