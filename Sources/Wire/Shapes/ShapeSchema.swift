/// What a model says of one shape that is not a structure's own list of members: its kind and its constraints.
///
/// Structures are not referenced from here, so schemas never recurse: generated code reaches a nested structure by
/// its type. A class, because one schema is shared by every member that refers to the shape.
package final class ShapeSchema: Sendable {
    /// What kinds of value the wire formats tell apart.
    package enum Kind: String, Sendable {
        case blob, boolean, document, double, events, integer, list, map, string, structure, timestamp
    }

    package let kind: Kind
    /// The least length, count or value, according to the kind.
    package let minimum: Double?
    /// The greatest length, count or value, according to the kind.
    package let maximum: Double?
    package let pattern: Pattern?
    /// What the service says instead of the usual sentence when the pattern alone is broken; `{member}` is replaced.
    package let patternMessage: String?
    /// The values that an enumeration knows; empty where any string will do.
    package let enumeration: [String]
    /// Whether its value must never be repeated in a message.
    package let isSensitive: Bool
    /// The elements of a list, or the values of a map.
    package let element: ShapeReference?
    /// The keys of a map.
    package let key: ShapeReference?

    package init(
        kind: Kind,
        minimum: Double? = nil,
        maximum: Double? = nil,
        pattern: String? = nil,
        patternMessage: String? = nil,
        enumeration: [String] = [],
        isSensitive: Bool = false,
        element: ShapeReference? = nil,
        key: ShapeReference? = nil
    ) {
        self.kind = kind
        self.minimum = minimum
        self.maximum = maximum
        self.pattern = pattern.flatMap(Pattern.init)
        self.patternMessage = patternMessage
        self.enumeration = enumeration
        self.isSensitive = isSensitive
        self.element = element
        self.key = key
    }

    /// Whether any value of this shape, or of what it holds short of structures, may break a constraint.
    package var isConstrained: Bool {
        minimum != nil || maximum != nil || pattern != nil || !enumeration.isEmpty
    }
}

extension ShapeSchema {
    package static let blob = ShapeSchema(kind: .blob)
    package static let boolean = ShapeSchema(kind: .boolean)
    package static let document = ShapeSchema(kind: .document)
    package static let double = ShapeSchema(kind: .double)
    /// A stream of events, which only the output of an operation holds.
    package static let events = ShapeSchema(kind: .events)
    package static let integer = ShapeSchema(kind: .integer)
    package static let string = ShapeSchema(kind: .string)
    package static let structure = ShapeSchema(kind: .structure)
    package static let timestamp = ShapeSchema(kind: .timestamp)
}

/// One use of a shape, by a member, a list or a map, with the traits that belong to the use.
///
/// A trait that the model states on the shape itself is already merged in, the use's own trait going first: so the
/// published models mean it. A class, because readers and writers look at one for every value.
package final class ShapeReference: Sendable {
    package let shape: ShapeSchema
    /// The name on the wire, where the model states one.
    package let locationName: String?
    /// Whether a list or map lies directly in its parent, without an element of its own (XML and query).
    package let isFlattened: Bool
    /// Whether it is an attribute of its parent's XML element.
    package let isAttribute: Bool
    package let namespace: XMLNamespace?
    package let timestampFormat: TimestampFormat?
    /// Whether a string holds JSON, which travels in base64 when it is bound to a header.
    package let isJSONText: Bool

    package init(
        _ shape: ShapeSchema,
        locationName: String? = nil,
        isFlattened: Bool = false,
        isAttribute: Bool = false,
        namespace: XMLNamespace? = nil,
        timestampFormat: TimestampFormat? = nil,
        isJSONText: Bool = false
    ) {
        self.shape = shape
        self.locationName = locationName
        self.isFlattened = isFlattened
        self.isAttribute = isAttribute
        self.namespace = namespace
        self.timestampFormat = timestampFormat
        self.isJSONText = isJSONText
    }
}

/// The namespace that an XML element declares, under a prefix or as its default.
package struct XMLNamespace: Hashable, Sendable {
    package let uri: String
    package let prefix: String

    package init(_ uri: String, prefix: String = "") {
        self.uri = uri
        self.prefix = prefix
    }
}

/// How a moment is written: each protocol has its default, and a model may state another.
package enum TimestampFormat: String, Sendable {
    /// Such as `2026-11-22T10:00:00Z`.
    case iso8601
    /// Such as `Sun, 22 Nov 2026 10:00:00 GMT`.
    case rfc822
    /// Seconds since 1970, with a fraction where there is one.
    case unixTimestamp
}
