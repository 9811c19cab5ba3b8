/// Spreads a structure over path, query, headers, status and body as a REST protocol does.
final class BindingWriter: ShapeWriter {
    private(set) var parts = HTTPParts()
    /// Whether the body is a blob or string of its own rather than a structure.
    private(set) var hasRawBody = false
    private let format: BodyFormat
    /// Whether a request is written, and not an answer: AWS reads some names of the two differently.
    private let isRequest: Bool
    private let bodyName: String
    private let bodyNamespace: XMLNamespace?
    private var schema: StructureSchema?
    private var body: (any ShapeWriter)?
    private var depth = 0
    private var wroteBodyMember = false
    /// The bound member that is being written, and the texts of its list or map so far.
    private var bound: MemberSchema?
    private var texts: [String] = []
    private var entries: [(key: String, values: [String])] = []
    private var containers: [ShapeSchema] = []

    init(format: BodyFormat, isRequest: Bool, bodyName: String = "", bodyNamespace: XMLNamespace? = nil) {
        self.format = format
        self.isRequest = isRequest
        self.bodyName = bodyName
        self.bodyNamespace = bodyNamespace
    }

    func beginStructure(_ schema: StructureSchema) throws {
        if self.schema != nil {
            if body == nil { body = payloadWriter(for: schema) }
            try body?.beginStructure(schema)
            depth += 1
            return
        }
        self.schema = schema
        if schema.payload == nil, schema.hasBody {
            let writer = bodyWriter(name: bodyName, namespace: bodyNamespace ?? schema.namespace, reference: nil)
            try writer.beginStructure(schema)
            body = writer
        }
    }

    private func bodyWriter(name: String, namespace: XMLNamespace?, reference: ShapeReference?) -> any ShapeWriter {
        switch format {
        case .json: JSONWriter(reference: reference)
        case .xml: XMLWriter(root: name, namespace: namespace, reference: reference, namesElements: !isRequest)
        }
    }

    private func payloadWriter(for schema: StructureSchema?) -> any ShapeWriter {
        let reference = self.schema?.payload.flatMap { self.schema?.members[$0].reference }
        let name = reference?.locationName ?? schema?.locationName ?? schema?.name ?? ""
        return bodyWriter(name: name, namespace: reference?.namespace ?? schema?.namespace, reference: reference)
    }

    func member(_ index: Int) throws {
        guard depth == 0, let schema else { return try body?.member(index) ?? () }
        let member = schema.members[index]
        bound = nil
        if member.location != .body {
            bound = member
            texts = []
            entries = []
        } else if schema.payload == nil {
            wroteBodyMember = true
            try body?.member(index)
        } else {
            wroteBodyMember = true
        }
    }

    func endStructure() throws {
        if depth > 0 {
            depth -= 1
            return try body?.endStructure() ?? ()
        }
        if schema?.payload == nil { try body?.endStructure() }
        if let writer = body as? JSONWriter {
            parts.body = writer.bytes
        } else if let writer = body as? XMLWriter, wroteBodyMember || !isRequest {
            parts.body = writer.bytes
        } else if let payload = schema?.payload, body == nil, !hasRawBody, isRequest, case .json = format {
            let kind = schema?.members[payload].shape.kind
            if kind != .blob, kind != .string { parts.body = Array("{}".utf8) }
        }
    }

    private func writer() -> any ShapeWriter {
        if let body { return body }
        let writer = payloadWriter(for: nil)
        body = writer
        return writer
    }

    func beginList(count: Int) throws {
        guard let bound else { return try writer().beginList(count: count) }
        containers.append(containers.last?.element?.shape ?? bound.shape)
    }

    func element() throws {
        if bound == nil { try writer().element() }
    }

    func endList() throws {
        guard let bound else { return try writer().endList() }
        containers.removeLast()
        guard containers.isEmpty else { return }
        if bound.location == .header {
            parts.headers.append(bound.wireName, headerList(bound))
        } else {
            parts.query += texts.map { FormFields.Field(name: bound.wireName, value: $0) }
        }
    }

    /// Only strings are quoted: dates hold commas too, but are told apart by their form.
    private func headerList(_ member: MemberSchema) -> String {
        member.shape.element?.shape.kind == .string ? HeaderText.join(texts) : texts.joined(separator: ", ")
    }

    func beginMap(count: Int) throws {
        guard let bound else { return try writer().beginMap(count: count) }
        containers.append(bound.shape)
    }

    func key(_ key: String) throws {
        if bound == nil { try writer().key(key) } else { entries.append((key, [])) }
    }

    func endMap() throws {
        guard let bound else { return try writer().endMap() }
        containers.removeLast()
        for (key, values) in entries {
            if bound.location == .headers {
                parts.headers.append(bound.wireName + key, values.first ?? "")
            } else if schema?.members.contains(where: { $0.location == .querystring && $0.wireName == key }) != true {
                parts.query += values.map { FormFields.Field(name: key, value: $0) }
            }
        }
    }

    func null() throws {
        if bound == nil { try writer().null() }
    }

    private func bind(_ text: String, to member: MemberSchema) {
        if !entries.isEmpty {
            entries[entries.count - 1].values.append(text)
        } else if !containers.isEmpty {
            texts.append(text)
        } else {
            switch member.location {
            case .header: parts.headers.append(member.wireName, text)
            case .querystring: parts.query.append(FormFields.Field(name: member.wireName, value: text))
            case .uri: parts.labels[member.wireName] = text
            case .statusCode: parts.status = Int(text) ?? parts.status
            case .body, .eventHeader, .headers: break
            }
        }
    }

    private func isRawPayload(_ kind: ShapeSchema.Kind) -> Bool {
        guard depth == 0, let schema, let payload = schema.payload else { return false }
        return schema.members[payload].shape.kind == kind
    }

    func string(_ value: String) throws {
        if let bound {
            bind(bound.reference.isJSONText ? Self.base64(Array(value.utf8)) : value, to: bound)
        } else if isRawPayload(.string) {
            hasRawBody = true
            parts.body = Array(value.utf8)
        } else {
            try writer().string(value)
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(decoding: Base64.encode(bytes), as: UTF8.self)
    }

    func boolean(_ value: Bool) throws {
        if let bound { bind(value ? "true" : "false", to: bound) } else { try writer().boolean(value) }
    }

    func integer(_ value: Int) throws {
        if let bound { bind(String(value), to: bound) } else { try writer().integer(value) }
    }

    func double(_ value: Double) throws {
        if let bound { bind(TextValue.text(value), to: bound) } else { try writer().double(value) }
    }

    func blob(_ value: [UInt8]) throws {
        if let bound {
            bind(Self.base64(value), to: bound)
        } else if isRawPayload(.blob) {
            hasRawBody = true
            parts.body = value
        } else {
            try writer().blob(value)
        }
    }

    /// Headers have dates of RFC 822, path and query those of ISO 8601, unless the model states otherwise.
    func timestamp(_ value: Timestamp) throws {
        guard let bound else { return try writer().timestamp(value) }
        let stated = containers.last?.element?.timestampFormat ?? bound.reference.timestampFormat
        bind(value.text(stated ?? (bound.location == .header ? .rfc822 : .iso8601)), to: bound)
    }

    func document(_ value: Document) throws {
        try writer().document(value)
    }
}
