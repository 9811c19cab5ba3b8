/// Reads a policy's text, checks it by the rules of its kind, and compiles its statements.
struct PolicyReader {
    private let kind: PolicyDocument.Kind
    private var version: String?
    private var id: String?
    private var sources: [StatementSource] = []

    static func read(_ text: String, as kind: PolicyDocument.Kind) throws(MalformedPolicy) -> PolicyDocument {
        var reader = PolicyReader(kind: kind)
        try reader.readElements(of: text)
        let statements = try reader.statements(positionedBy: PositionCursor(text))
        return PolicyDocument(text: text, kind: kind, version: reader.version, id: reader.id, statements: statements)
    }

    private init(kind: PolicyDocument.Kind) {
        self.kind = kind
    }

    private mutating func readElements(of text: String) throws(MalformedPolicy) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(text, limit: PolicyDocument.maximumBytes)
        } catch {
            throw kind == .trust ? TrustRules.invalidJSON : .syntax
        }
        guard case .object(let object) = json else { throw .syntax }
        var statements: [JSONValue] = []
        for (name, value) in object.members {
            switch (name, value) {
            case ("Version", .string(let text)): version = text
            case ("Id", .string(let text)): id = text
            case ("Statement", .array(let values)): statements = values
            case ("Statement", .object): statements = [value]
            default: throw .syntax
            }
        }
        if let version, version != "2008-10-17", version != "2012-10-17" {
            throw kind == .trust ? TrustRules.invalidVersion : .syntax
        }
        guard !statements.isEmpty else { throw kind == .trust ? TrustRules.noStatement : .syntax }
        for statement in statements { sources.append(try StatementSource(statement)) }
    }

    private func statements(positionedBy cursor: PositionCursor) throws(MalformedPolicy) -> [PolicyStatement] {
        switch kind {
        case .identity, .inline, .boundary, .session:
            try IdentityRules.check(sources, version: version, requiresVersion: kind == .identity || kind == .boundary)
        case .trust: try TrustRules.check(sources)
        case .resource: try ResourceRules.check(sources)
        }
        var cursor = cursor
        var statements: [PolicyStatement] = []
        for source in sources {
            let principal = try PrincipalReader.read(source, for: kind)
            statements.append(
                PolicyStatement(
                    source,
                    principal: principal,
                    variables: version == "2012-10-17",
                    index: statements.count,
                    cursor: &cursor
                )
            )
        }
        return statements
    }
}
