import ModelSource
import Wire

/// Writes the tables by which readers and writers know how a shape is spelt and what it may hold.
struct SchemaEmitter {
    let service: ServiceEmitter

    init(_ service: ServiceEmitter) {
        self.service = service
    }

    /// The service's constrained scalars, lists and maps, each once.
    func table() throws -> String {
        let lines = try service.source.schemas.sorted().map { name in
            "package static let \(SwiftNames.property(name)) = \(try schema(name))"
        }
        return """
            /// The constraints of shapes that several members share.
            package enum \(service.schemaTable) {
                \(lines.joined(separator: "\n    "))
            }
            """
    }

    private func schema(_ name: String) throws -> String {
        let model = service.source.model
        let json = try model.shape(name)
        let schema = try model.schema(of: name)
        var arguments = ["kind: .\(schema.kind)"]
        if let minimum = schema.minimum { arguments.append("minimum: \(number(minimum))") }
        if let maximum = schema.maximum { arguments.append("maximum: \(number(maximum))") }
        if let pattern = schema.pattern { arguments.append("pattern: \(SwiftNames.literal(pattern.source))") }
        if let message = schema.patternMessage {
            arguments.append("patternMessage: \(SwiftNames.literal(message))")
        }
        if !schema.enumeration.isEmpty {
            let values = schema.enumeration.map(SwiftNames.literal).joined(separator: ", ")
            arguments.append("enumeration: [\(values)]")
        }
        if schema.isSensitive { arguments.append("isSensitive: true") }
        if let element = schema.element {
            arguments.append("element: \(try reference(element, json["member"] ?? json["value"] ?? .null))")
        }
        if let key = schema.key { arguments.append("key: \(try reference(key, json["key"] ?? .null))") }
        return "ShapeSchema(\(arguments.joined(separator: ", ")))"
    }

    private func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }

    /// The expression for one use of a shape.
    private func reference(_ reference: ShapeReference, _ json: Document) throws -> String {
        let arguments = [try target(json)] + traits(reference)
        return "ShapeReference(\(arguments.joined(separator: ", ")))"
    }

    private func traits(_ reference: ShapeReference) -> [String] {
        var arguments: [String] = []
        if let name = reference.locationName { arguments.append("locationName: \"\(name)\"") }
        if reference.isFlattened { arguments.append("isFlattened: true") }
        if reference.isAttribute { arguments.append("isAttribute: true") }
        if let namespace = reference.namespace { arguments.append("namespace: \(expression(namespace))") }
        if let format = reference.timestampFormat { arguments.append("timestampFormat: .\(format)") }
        if reference.isJSONText { arguments.append("isJSONText: true") }
        return arguments
    }

    private func expression(_ namespace: XMLNamespace) -> String {
        let prefix = namespace.prefix.isEmpty ? "" : ", prefix: \"\(namespace.prefix)\""
        return "XMLNamespace(\"\(namespace.uri)\"\(prefix))"
    }

    /// The schema that a reference leads to: a row of the table, or one of the plain ones.
    private func target(_ json: Document) throws -> String {
        let name = try service.source.model.target(of: json).name
        if service.source.schemas.contains(name) {
            return "\(service.schemaTable).\(SwiftNames.property(name))"
        }
        return ".\(try service.source.model.schema(of: name).kind)"
    }

    /// A structure's own table.
    func structure(_ schema: StructureSchema, members: [Document]) throws -> String {
        var arguments = ["\"\(schema.name)\""]
        if !schema.members.isEmpty {
            let rows = try zip(schema.members, members).map { "    \(try member($0, $1)),\n" }
            arguments.append("[\n\(rows.joined())]")
        }
        if let name = schema.locationName { arguments.append("locationName: \"\(name)\"") }
        if let namespace = schema.namespace { arguments.append("namespace: \(expression(namespace))") }
        if let payload = schema.payload { arguments.append("payload: \(payload)") }
        if schema.isUnion { arguments.append("isUnion: true") }
        return "package static let schema = StructureSchema(\(arguments.joined(separator: ", ")))"
    }

    private func member(_ member: MemberSchema, _ json: Document) throws -> String {
        var arguments = ["\"\(member.name)\""]
        let isPlain =
            traits(member.reference).isEmpty && member.location == .body && !member.isIdempotencyToken
            && !member.isHostLabel
        if isPlain {
            arguments.append(try target(json))
        } else {
            arguments.append(try reference(member.reference, json))
        }
        if member.isRequired { arguments.append("isRequired: true") }
        if member.location != .body { arguments.append("location: .\(member.location)") }
        if member.isIdempotencyToken { arguments.append("isIdempotencyToken: true") }
        if member.isHostLabel { arguments.append("isHostLabel: true") }
        return "MemberSchema(\(arguments.joined(separator: ", ")))"
    }
}
