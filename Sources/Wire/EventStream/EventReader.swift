/// Reads one event out of the headers and the payload of its message: `EventWriter` from the other end.
final class EventReader: ShapeReader {
    private let message: EventMessage
    private var schema: StructureSchema?
    /// The members that are in headers, last first.
    private var bound: [(index: Int, value: EventHeaderValue)] = []
    private var current: EventHeaderValue?
    private var body: JSONReader?
    private var depth = 0
    private var isPayloadDone = false

    init(_ message: EventMessage) {
        self.message = message
    }

    var missing: [String] { body?.missing ?? [] }

    func beginStructure(_ schema: StructureSchema) throws {
        guard self.schema != nil else { return try begin(schema) }
        try json().beginStructure(schema)
        depth += 1
    }

    private func begin(_ schema: StructureSchema) throws {
        self.schema = schema
        for (index, member) in schema.members.enumerated() where member.location == .eventHeader {
            if let value = message[member.wireName] { bound.append((index, value)) }
        }
        bound.reverse()
        guard schema.payload == nil, schema.hasBody, !message.payload.isEmpty else { return }
        let reader = try JSONReader(message.payload)
        try reader.beginStructure(schema)
        body = reader
    }

    private func json() throws -> JSONReader {
        guard let body, current == nil else { throw WireFault.unexpected("An event lacks what its model says") }
        return body
    }

    func nextMember() throws -> Int? {
        if depth > 0 {
            let index = try json().nextMember()
            if index == nil { depth -= 1 }
            return index
        }
        if let next = bound.popLast() {
            current = next.value
            return next.index
        }
        current = nil
        guard let schema, let payload = schema.payload else { return try body?.nextMember() }
        if isPayloadDone { return nil }
        isPayloadDone = true
        let member = schema.members[payload]
        if member.shape.kind != .blob, member.shape.kind != .string {
            guard !message.payload.isEmpty else { return nil }
            body = try JSONReader(message.payload, root: member.pathName, reference: member.reference)
        }
        return payload
    }

    /// Whether the payload itself is the value that comes next.
    private var isAtPayload: Bool { body == nil && current == nil && isPayloadDone }

    private func mismatch() -> WireFault { .unexpected("A header of an event is of another type than its model's") }

    func beginList() throws { try json().beginList() }
    func nextElement() throws -> Bool { try json().nextElement() }
    func beginMap() throws { try json().beginMap() }
    func nextKey() throws -> String? { try json().nextKey() }
    func skipNull() throws -> Bool { current == nil && body != nil ? try json().skipNull() : false }
    func double() throws -> Double { try json().double() }
    func document() throws -> Document { try json().document() }

    func string() throws -> String {
        if isAtPayload {
            guard UTF8Check.isValid(message.payload) else { throw WireFault.malformed("The payload is not UTF-8") }
            return String(decoding: message.payload, as: UTF8.self)
        }
        guard let current else { return try json().string() }
        guard case .string(let value) = current else { throw mismatch() }
        return value
    }

    func blob() throws -> [UInt8] {
        if isAtPayload { return message.payload }
        guard let current else { return try json().blob() }
        guard case .bytes(let value) = current else { throw mismatch() }
        return value
    }

    func boolean() throws -> Bool {
        guard let current else { return try json().boolean() }
        guard case .boolean(let value) = current else { throw mismatch() }
        return value
    }

    func integer() throws -> Int {
        switch current {
        case nil: return try json().integer()
        case .byte(let value): return Int(value)
        case .short(let value): return Int(value)
        case .integer(let value): return Int(value)
        case .long(let value): return Int(value)
        default: throw mismatch()
        }
    }

    func timestamp() throws -> Timestamp {
        guard let current else { return try json().timestamp() }
        guard case .timestamp(let value) = current else { throw mismatch() }
        return value
    }
}
