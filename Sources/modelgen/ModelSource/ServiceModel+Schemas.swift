package import Wire

extension ServiceModel {
    /// The table of a structure, with the traits of the reference that leads to it.
    package func structure(_ reference: Document) throws -> StructureSchema {
        let (name, shape) = try target(of: reference)
        let required = Set(shape["required"]?.elements.compactMap(\.text) ?? [])
        let members = try (shape["members"]?.members ?? []).map { member in
            try self.member(member.name, member.value, isRequired: required.contains(member.name))
        }
        let namespace = (reference["xmlNamespace"] ?? shape["xmlNamespace"]).flatMap(Self.namespace)
        let eventPayload = (shape["members"]?.members ?? []).first { $0.value["eventpayload"]?.isTrue == true }?.name
        let payload = shape["payload"]?.text ?? eventPayload
        return StructureSchema(
            name,
            members,
            locationName: reference["locationName"]?.text ?? shape["locationName"]?.text,
            namespace: namespace,
            payload: payload.flatMap { name in members.firstIndex { $0.name == name } },
            isUnion: shape["union"]?.isTrue ?? false
        )
    }

    private func member(_ name: String, _ json: Document, isRequired: Bool) throws -> MemberSchema {
        let location = try json["location"]?.text.map { text in
            guard let location = MemberLocation(rawValue: text) else { throw ModelFault("unknown location \(text)") }
            return location
        }
        return MemberSchema(
            name,
            try self.reference(json),
            isRequired: isRequired,
            location: json["eventheader"]?.isTrue == true ? .eventHeader : location ?? .body,
            isIdempotencyToken: json["idempotencyToken"]?.isTrue ?? false,
            isHostLabel: json["hostLabel"]?.isTrue ?? false
        )
    }

    /// One use of a shape: the use's own traits go before those of the shape.
    package func reference(_ json: Document) throws -> ShapeReference {
        let (name, shape) = try target(of: json)
        func trait(_ key: String) -> Document? { json[key] ?? shape[key] }
        let format = trait("timestampFormat")?.text
        return ShapeReference(
            try schema(of: name),
            locationName: trait("locationName")?.text,
            isFlattened: trait("flattened")?.isTrue ?? false,
            isAttribute: trait("xmlAttribute")?.isTrue ?? false,
            namespace: trait("xmlNamespace").flatMap(Self.namespace),
            timestampFormat: format.flatMap(TimestampFormat.init(rawValue:)),
            isJSONText: trait("jsonvalue")?.isTrue ?? false
        )
    }

    private static func namespace(_ json: Document) -> XMLNamespace? {
        guard let uri = json.text ?? json["uri"]?.text else { return nil }
        return XMLNamespace(uri, prefix: json["prefix"]?.text ?? "")
    }

    /// The schema of a shape, one for all its uses.
    package func schema(of name: String) throws -> ShapeSchema {
        if let known = knownSchema(name) { return known }
        let shape = try shape(name)
        let made = try makeSchema(name, shape)
        remember(made, as: name)
        return made
    }

    private func makeSchema(_ name: String, _ shape: Document) throws -> ShapeSchema {
        let kind = try Self.kind(of: shape, name)
        let pattern = shape["pattern"]?.text
        return ShapeSchema(
            kind: kind,
            minimum: shape["min"]?.number,
            maximum: shape["max"]?.number,
            pattern: pattern,
            patternMessage: shape["patternMessage"]?.text,
            enumeration: shape["enum"]?.elements.compactMap(\.text) ?? [],
            isSensitive: shape["sensitive"]?.isTrue ?? false,
            element: try (kind == .list ? shape["member"] : kind == .map ? shape["value"] : nil).map(reference),
            key: try (kind == .map ? shape["key"] : nil).map(reference)
        )
    }

    private static func kind(of shape: Document, _ name: String) throws -> ShapeSchema.Kind {
        switch shape["type"]?.text {
        case "structure" where shape["eventstream"]?.isTrue == true: .events
        case "structure": shape["document"]?.isTrue == true ? .document : .structure
        case "string", "character": .string
        case "boolean": .boolean
        case "integer", "long", "short", "byte": .integer
        case "float", "double": .double
        case "timestamp": .timestamp
        case "blob": .blob
        case "list": .list
        case "map": .map
        default: throw ModelFault("the type of \(name) is unknown")
        }
    }
}
