import ModelSource
import Wire

/// Writes one structure of a model as a Swift type that reads and writes itself.
struct StructureEmitter {
    let service: ServiceEmitter

    init(_ service: ServiceEmitter) {
        self.service = service
    }

    /// One member with all that its lines of code need.
    private struct Member {
        var name: String
        var property: String
        var type: String
        var reference: Document
        var isRequired: Bool
        var isIndirect: Bool
    }

    func structure(_ name: String) throws -> String {
        let source = service.source
        guard let reference = source.structures[name] else { throw ModelFault("\(name) is no structure") }
        let schema = try source.model.structure(reference)
        let json = try source.model.shape(name)
        let members = try zip(schema.members, json["members"]?.members ?? []).map { member, json in
            Member(
                name: member.name,
                property: SwiftNames.property(member.name),
                type: try swiftType(of: json.value),
                reference: json.value,
                // An answer without its events is none.
                isRequired: member.isRequired || member.shape.kind == .events,
                isIndirect: try source.isStructure(json.value) && source.isRecursive(json.value, in: name)
            )
        }
        var parts = [properties(members), initializer(members), try reading(members), try writing(members)]
        if source.absentees.contains(name) { parts.append(try absent(members)) }
        parts.append(try SchemaEmitter(service).structure(schema, members: members.map(\.reference)))
        let type = SwiftNames.type(name)
        return """
            /// The structure `\(name)`.
            package struct \(type): ModelShape {
            \(parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
            }
            """
    }

    /// The Swift type of what a reference leads to.
    private func swiftType(of reference: Document) throws -> String {
        let (name, json) = try service.source.model.target(of: reference)
        switch try service.source.model.schema(of: name).kind {
        case .blob: return "[UInt8]"
        case .boolean: return "Bool"
        case .document: return "Document"
        case .double: return "Double"
        case .events: return "EventStream<\(SwiftNames.type(name))>"
        case .integer: return "Int"
        case .list: return "[\(try swiftType(of: json["member"] ?? .null))]"
        case .map: return "[String: \(try swiftType(of: json["value"] ?? .null))]"
        case .string: return json["enum"] == nil ? "String" : SwiftNames.type(name)
        case .structure: return SwiftNames.type(name)
        case .timestamp: return "Timestamp"
        }
    }

    private func properties(_ members: [Member]) -> String {
        members.map { member in
            let type = member.isRequired ? member.type : "\(member.type)?"
            guard member.isIndirect else { return "package var \(member.property): \(type)" }
            return """
                private var \(stored(member)): Indirect<\(member.type)>?
                package var \(member.property): \(type) {
                    get { \(stored(member))?.value }
                    set { \(stored(member)) = newValue.map(Indirect.init) }
                }
                """
        }.joined(separator: "\n")
    }

    private func stored(_ member: Member) -> String {
        "stored" + SwiftNames.type(member.name)
    }

    private func initializer(_ members: [Member]) -> String {
        let parameters = members.map { member in
            "\(member.property): \(member.type)" + (member.isRequired ? "" : "? = nil")
        }
        let assignments = members.map { member in
            member.isIndirect
                ? "\(stored(member)) = \(member.property).map(Indirect.init)"
                : "self.\(member.property) = \(member.property)"
        }
        if members.isEmpty { return "package init() {}" }
        return """
            package init(
                \(parameters.joined(separator: ",\n    "))
            ) {
                \(assignments.joined(separator: "\n    "))
            }
            """
    }

    private func reading(_ members: [Member]) throws -> String {
        if members.isEmpty {
            return """
                package init(from reader: any ShapeReader) throws {
                    try reader.beginStructure(Self.schema)
                    while try reader.nextMember() != nil {}
                }
                """
        }
        let placeholders = try members.filter(\.isRequired).map { member in
            "self.\(member.property) = \(try placeholder(for: member.reference))"
        }
        let cases = try members.enumerated().map { index, member in
            "case \(index): self.\(member.property) = try \(try read(member.reference))"
        }
        return """
            package init(from reader: any ShapeReader) throws {
                \((placeholders + ["try reader.beginStructure(Self.schema)"]).joined(separator: "\n    "))
                while let index = try reader.nextMember() {
                    switch index {
                    \(cases.joined(separator: "\n        "))
                    default: break
                    }
                }
            }
            """
    }

    private func read(_ reference: Document) throws -> String {
        let (name, json) = try service.source.model.target(of: reference)
        switch try service.source.model.schema(of: name).kind {
        case .list: return "reader.list { try \(try read(json["member"] ?? .null)) }"
        case .map: return "reader.map { try \(try read(json["value"] ?? .null)) }"
        case .string where json["enum"] != nil: return "\(SwiftNames.type(name))(rawValue: reader.string())"
        case .events: return "reader.events(\(SwiftNames.type(name)).self)"
        case .structure: return "\(SwiftNames.type(name))(from: reader)"
        case let kind: return "reader.\(kind)()"
        }
    }

    private func writing(_ members: [Member]) throws -> String {
        let lines = try members.enumerated().map { index, member in
            "try \(try write(member.reference, "\(index), \(member.property)"))"
        }
        return """
            package func encode(to writer: any ShapeWriter) throws {
                \((["try writer.beginStructure(Self.schema)"] + lines).joined(separator: "\n    "))
                try writer.endStructure()
            }
            """
    }

    /// The call that writes a member (`value` is its index and property) or an element (`value` is `$0`).
    private func write(_ reference: Document, _ value: String) throws -> String {
        let (name, json) = try service.source.model.target(of: reference)
        let isMember = value != "$0"
        switch try service.source.model.schema(of: name).kind {
        case .list: return "writer.list(\(value)) { try \(try write(json["member"] ?? .null, "$0")) }"
        case .map: return "writer.map(\(value)) { try \(try write(json["value"] ?? .null, "$0")) }"
        case .string where json["enum"] != nil:
            return isMember ? "writer.enumeration(\(value))" : "writer.string($0.rawValue)"
        case .structure: return isMember ? "writer.structure(\(value))" : "$0.encode(to: writer)"
        case let kind: return "writer.\(kind)(\(value))"
        }
    }

    private func placeholder(for reference: Document) throws -> String {
        let (name, json) = try service.source.model.target(of: reference)
        switch try service.source.model.schema(of: name).kind {
        case .blob, .list: return "[]"
        case .boolean: return "false"
        case .document: return ".null"
        case .double, .integer: return "0"
        case .events: return ".empty"
        case .map: return "[:]"
        case .string: return json["enum"] == nil ? "\"\"" : "\(SwiftNames.type(name))(rawValue: \"\")"
        case .structure: return ".absent"
        case .timestamp: return "Timestamp(milliseconds: 0)"
        }
    }

    private func absent(_ members: [Member]) throws -> String {
        let arguments = try members.filter(\.isRequired).map { member in
            "\(member.property): \(try placeholder(for: member.reference))"
        }
        return """
            /// Stands in where the structure is required and was missing.
            package static var absent: Self { Self(\(arguments.joined(separator: ", "))) }
            """
    }
}
