/// A structure of a model as a table: its members in the model's order, and how the structure itself is written.
package final class StructureSchema: Sendable {
    /// AWS's name of the shape.
    package let name: String
    package let members: [MemberSchema]
    /// The XML element's name, where the model states one for the shape itself.
    package let locationName: String?
    package let namespace: XMLNamespace?
    /// The member that is the whole HTTP body, or the whole payload of an event, if any.
    package let payload: Int?
    /// Whether exactly one member may be present.
    package let isUnion: Bool
    /// The member that is a stream of events, if any.
    package let eventStream: Int?
    /// Whether any member in the body is required.
    let requiresBodyMembers: Bool

    package init(
        _ name: String,
        _ members: [MemberSchema] = [],
        locationName: String? = nil,
        namespace: XMLNamespace? = nil,
        payload: Int? = nil,
        isUnion: Bool = false
    ) {
        self.name = name
        self.members = members
        self.locationName = locationName
        self.namespace = namespace
        self.payload = payload
        self.isUnion = isUnion
        self.eventStream = members.firstIndex { $0.shape.kind == .events }
        self.requiresBodyMembers = members.contains { $0.isRequired && $0.location == .body }
    }

    /// Whether the content type of a payload is the caller's to state.
    var bindsContentType: Bool {
        members.contains { $0.location == .header && $0.wireName.isEqualIgnoringASCIICase("Content-Type") }
    }

    /// Whether anything of it travels in the HTTP body under the REST protocols.
    package var hasBody: Bool {
        payload != nil || members.contains { $0.location == .body }
    }
}

/// Where a member of an operation's input or output travels under the REST protocols, or one of an event in its stream.
package enum MemberLocation: String, Sendable {
    case body
    /// In a message of an event stream: among its headers.
    case eventHeader
    case header
    /// A map of which each key, after a prefix, is a header.
    case headers
    case querystring
    case statusCode
    case uri
}

/// One member of a structure.
package struct MemberSchema: Sendable {
    /// AWS's name, such as `UserPoolId`.
    package let name: String
    package let reference: ShapeReference
    package let isRequired: Bool
    package let location: MemberLocation
    /// Whether a client fills in a random value where the caller gave none.
    package let isIdempotencyToken: Bool
    /// Whether the value goes before the host name.
    package let isHostLabel: Bool
    /// The name on the wire in UTF-8, for comparison without making strings.
    package let wireBytes: [UInt8]

    package init(
        _ name: String,
        _ reference: ShapeReference,
        isRequired: Bool = false,
        location: MemberLocation = .body,
        isIdempotencyToken: Bool = false,
        isHostLabel: Bool = false
    ) {
        self.name = name
        self.reference = reference
        self.isRequired = isRequired
        self.location = location
        self.isIdempotencyToken = isIdempotencyToken
        self.isHostLabel = isHostLabel
        self.wireBytes = Array((reference.locationName ?? name).utf8)
    }

    package init(_ name: String, _ shape: ShapeSchema, isRequired: Bool = false) {
        self.init(name, ShapeReference(shape), isRequired: isRequired)
    }

    package var shape: ShapeSchema { reference.shape }

    package var wireName: String { reference.locationName ?? name }

    /// The name as AWS's validation messages spell it: with its first letter small.
    package var pathName: String {
        guard let first = name.unicodeScalars.first else { return name }
        return first.properties.lowercaseMapping + String(name.unicodeScalars.dropFirst())
    }
}
