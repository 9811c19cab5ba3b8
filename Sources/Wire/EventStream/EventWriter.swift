/// Spreads one event over the headers and the payload of its message.
///
/// Members that the model binds to headers go there; a member that is bound to the payload is the payload, else all
/// other members together are, as JSON.
final class EventWriter: ShapeWriter {
    private(set) var headers: [EventMessage.Header] = []
    private(set) var payload: [UInt8] = []
    /// The content type of the payload; `nil` where the event has none.
    private(set) var contentType: String?
    private var schema: StructureSchema?
    private var body: JSONWriter?
    private var depth = 0
    /// The member that is being written to a header.
    private var bound: MemberSchema?

    func beginStructure(_ schema: StructureSchema) throws {
        if self.schema == nil {
            self.schema = schema
            guard schema.payload == nil, schema.hasBody else { return }
        } else {
            depth += 1
        }
        try json().beginStructure(schema)
    }

    /// The writer of the payload, made when it is first needed.
    private func json() throws -> JSONWriter {
        guard bound == nil else { throw WireFault.unexpected("A header of an event holds a scalar") }
        if let body { return body }
        let writer = JSONWriter(reference: schema?.payload.flatMap { schema?.members[$0].reference })
        body = writer
        contentType = WireProtocol.restJSON.contentType
        return writer
    }

    func member(_ index: Int) throws {
        guard depth == 0, let schema else { return try json().member(index) }
        bound = schema.members[index].location == .eventHeader ? schema.members[index] : nil
        if bound == nil, schema.payload == nil { try json().member(index) }
    }

    func endStructure() throws {
        bound = nil
        if depth > 0 {
            depth -= 1
            return try json().endStructure()
        }
        if schema?.payload == nil { try body?.endStructure() }
        if let body { payload = body.bytes }
    }

    private func bind(_ value: EventHeaderValue) -> Bool {
        guard let bound else { return false }
        headers.append(EventMessage.Header(bound.wireName, value))
        return true
    }

    private func carry(_ bytes: [UInt8], as type: String, _ kind: ShapeSchema.Kind) -> Bool {
        guard depth == 0, let schema, let index = schema.payload, schema.members[index].shape.kind == kind else {
            return false
        }
        payload = bytes
        contentType = type
        return true
    }

    func beginList(count: Int) throws { try json().beginList(count: count) }
    func element() throws { try json().element() }
    func endList() throws { try json().endList() }
    func beginMap(count: Int) throws { try json().beginMap(count: count) }
    func key(_ key: String) throws { try json().key(key) }
    func endMap() throws { try json().endMap() }
    func null() throws { try json().null() }
    func document(_ value: Document) throws { try json().document(value) }

    func string(_ value: String) throws {
        if bind(.string(value)) || carry(Array(value.utf8), as: "text/plain", .string) { return }
        try json().string(value)
    }

    func blob(_ value: [UInt8]) throws {
        if bind(.bytes(value)) || carry(value, as: "application/octet-stream", .blob) { return }
        try json().blob(value)
    }

    func boolean(_ value: Bool) throws {
        if !bind(.boolean(value)) { try json().boolean(value) }
    }

    /// A header of four bytes where they are enough, since schemas do not tell integers from longs.
    func integer(_ value: Int) throws {
        if !bind(Int32(exactly: value).map { .integer($0) } ?? .long(Int64(value))) { try json().integer(value) }
    }

    func double(_ value: Double) throws { try json().double(value) }

    func timestamp(_ value: Timestamp) throws {
        if !bind(.timestamp(value)) { try json().timestamp(value) }
    }
}
