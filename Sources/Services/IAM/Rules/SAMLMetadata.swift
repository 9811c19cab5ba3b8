import IAMModel
import Wire

/// What IAM reads of a SAML identity provider's metadata: that it is one, and until when it holds.
struct SAMLMetadata: Hashable, Sendable {
    static let namespace = "urn:oasis:names:tc:SAML:2.0:metadata"

    /// Where the document names no end, IAM lets it hold for a hundred years.
    static let defaultYears: Int64 = 100

    /// Seconds since 1970, where the document names an end.
    var validUntil: Int64?

    /// Reads a document; refuses what is not well-formed XML with an `EntityDescriptor` of SAML 2.0 outermost.
    init(_ text: String) throws {
        let refusal = IAMError.invalidInput("Could not parse metadata")
        guard let tag = Self.rootTag(of: text) else { throw refusal }
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.last == "EntityDescriptor" else { throw refusal }
        let declaration = parts.count == 2 ? "xmlns:\(parts[0])" : "xmlns"
        let attributes: RootAttributes
        do {
            attributes = try RootAttributes(of: text, namespaceAttribute: declaration)
        } catch {
            throw refusal
        }
        guard attributes.namespace == Self.namespace, attributes.entityID?.isEmpty == false else { throw refusal }
        if let validUntil = attributes.validUntil {
            guard let moment = Timestamp(text: validUntil) else { throw refusal }
            self.validUntil = moment.seconds
        }
    }

    /// The end that IAM shows for a provider made or changed at a moment.
    func end(from time: Timestamp) -> Int64 {
        validUntil ?? time.seconds + Self.defaultYears * 365 * 86400
    }

    /// The inside of the first tag that is neither a declaration nor a comment.
    private static func rootTag(of text: String) -> Substring? {
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            let isComment = rest.hasPrefix("!--")
            guard isComment || rest.hasPrefix("?") else { return rest.prefix { $0 != ">" } }
            var mark = rest.startIndex
            let end = isComment ? "-->" : "?>"
            while mark < rest.endIndex, !rest[mark...].hasPrefix(end) { mark = rest.index(after: mark) }
            rest = rest[mark...]
        }
        return nil
    }
}

/// The attributes of a metadata document's outermost element; reading them reads the whole document.
private struct RootAttributes {
    var entityID: String?
    var validUntil: String?
    var namespace: String?

    init(of text: String, namespaceAttribute: String) throws {
        let attribute = ShapeReference(.string, isAttribute: true)
        let schema = StructureSchema(
            "EntityDescriptor",
            ["entityID", "validUntil", namespaceAttribute].map { MemberSchema($0, attribute) })
        let reader = try XMLReader(Array(text.utf8))
        try reader.beginStructure(schema)
        while let member = try reader.nextMember() {
            switch member {
            case 0: entityID = try reader.string()
            case 1: validUntil = try reader.string()
            default: namespace = try reader.string()
            }
        }
    }
}
