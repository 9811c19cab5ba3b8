/// Reads a structure that a REST protocol spread over path, query, headers, status and body.
///
/// Bound members come first, then those of the body, which another reader reads.
final class BindingReader: ShapeReader {
    /// A bound member's text, before it is read as its kind.
    private enum Bound {
        case text(String)
        case texts([String])
        case entries([(String, [String])])
    }

    private let parts: HTTPParts
    private let format: BodyFormat
    private var schema: StructureSchema?
    private var bound: [(index: Int, value: Bound)] = []
    private var current: Bound?
    private var reference: ShapeReference?
    /// The lists and maps of a bound member that are being read.
    private var open: [(items: [(String, Bound)], next: Int)] = []
    private var body: (any ShapeReader)?
    /// How many structures of the body are open.
    private var depth = 0
    private var isPayloadDone = false
    private var ownMissing: [String] = []
    /// Names of the query string that the URI template itself states.
    private let constants: Set<String>

    init(_ parts: HTTPParts, format: BodyFormat, constants: Set<String> = []) {
        self.parts = parts
        self.format = format
        self.constants = constants
    }

    var missing: [String] { ownMissing + (body?.missing ?? []) }

    func beginStructure(_ schema: StructureSchema) throws {
        guard self.schema != nil else { return try begin(schema) }
        try body?.beginStructure(schema)
        depth += 1
    }

    private func begin(_ schema: StructureSchema) throws {
        self.schema = schema
        for (index, member) in schema.members.enumerated() where member.location != .body {
            if let value = bind(member) {
                bound.append((index, value))
            } else if member.isRequired {
                ownMissing.append(member.pathName)
            }
        }
        bound.reverse()
        if schema.payload == nil, schema.hasBody {
            if parts.body.isEmpty {
                ownMissing += schema.members.filter { $0.isRequired && $0.location == .body }.map(\.pathName)
            } else {
                let reader = try format.reader(parts.body, root: "", reference: nil)
                try reader.beginStructure(schema)
                body = reader
            }
        }
    }

    private func bind(_ member: MemberSchema) -> Bound? {
        switch member.location {
        case .body, .eventHeader: return nil
        case .statusCode: return .text(String(parts.status))
        case .uri: return parts.labels[member.wireName].map(Bound.text)
        case .header: return header(member)
        case .headers:
            let prefix = ASCII.lowercased(member.wireName)
            let entries = parts.headers.fields.filter { ASCII.lowercased($0.name).hasPrefix(prefix) }
            return .entries(entries.map { (String($0.name.dropFirst(prefix.count)), [$0.value]) })
        case .querystring: return member.shape.kind == .map ? queryMap() : query(member)
        }
    }

    private func header(_ member: MemberSchema) -> Bound? {
        let values = parts.headers.all(member.wireName)
        guard let first = values.first else { return nil }
        guard member.shape.kind == .list else { return .text(first) }
        let element = member.shape.element
        let holdsDates = element?.shape.kind == .timestamp && (element?.timestampFormat ?? .rfc822) == .rfc822
        return .texts(values.flatMap { HeaderText.split($0, holdsDates: holdsDates) })
    }

    private func query(_ member: MemberSchema) -> Bound? {
        let values = parts.query.filter { $0.name == member.wireName }.map(\.value)
        guard let first = values.first else { return nil }
        return member.shape.kind == .list ? .texts(values) : .text(first)
    }

    /// Every query parameter but those that the template states.
    private func queryMap() -> Bound? {
        var order: [String] = []
        var values: [String: [String]] = [:]
        for field in parts.query where !constants.contains(field.name) {
            if values[field.name] == nil { order.append(field.name) }
            values[field.name, default: []].append(field.value)
        }
        return order.isEmpty ? nil : .entries(order.map { ($0, values[$0] ?? []) })
    }

    func nextMember() throws -> Int? {
        if depth > 0 {
            let index = try body?.nextMember()
            if index == nil { depth -= 1 }
            return index
        }
        guard let schema else { return nil }
        if let next = bound.popLast() {
            current = next.value
            reference = schema.members[next.index].reference
            return next.index
        }
        current = nil
        guard let payload = schema.payload else { return try body?.nextMember() }
        return try beginPayload(payload, schema.members[payload])
    }

    private func beginPayload(_ index: Int, _ member: MemberSchema) throws -> Int? {
        if isPayloadDone { return nil }
        isPayloadDone = true
        guard !parts.body.isEmpty else {
            if member.isRequired { ownMissing.append(member.pathName) }
            return nil
        }
        switch member.shape.kind {
        case .blob: break
        case .string:
            guard UTF8Check.isValid(parts.body) else { throw WireFault.malformed("The body is not UTF-8") }
            current = .text(String(decoding: parts.body, as: UTF8.self))
            reference = nil
        default: body = try format.reader(parts.body, root: member.pathName, reference: member.reference)
        }
        return index
    }

    func beginList() throws {
        guard let current else { return try inBody().beginList() }
        guard case .texts(let texts) = current else { throw WireFault.unexpected("Unexpected text for a list") }
        open.append((texts.map { ("", .text($0)) }, 0))
        reference = reference?.shape.element
    }

    func nextElement() throws -> Bool {
        guard !open.isEmpty else { return try inBody().nextElement() }
        return advance() != nil
    }

    func beginMap() throws {
        guard let current else { return try inBody().beginMap() }
        guard case .entries(let entries) = current else { throw WireFault.unexpected("Unexpected text for a map") }
        let isList = reference?.shape.element?.shape.kind == .list
        open.append((entries.map { ($0.0, isList ? .texts($0.1) : .text($0.1.first ?? "")) }, 0))
        reference = reference?.shape.element
    }

    func nextKey() throws -> String? {
        guard !open.isEmpty else { return try inBody().nextKey() }
        return advance()
    }

    private func advance() -> String? {
        let last = open.count - 1
        guard open[last].next < open[last].items.count else {
            open.removeLast()
            return nil
        }
        let (key, value) = open[last].items[open[last].next]
        open[last].next += 1
        current = value
        return key
    }

    private func inBody() throws -> any ShapeReader {
        guard let body else { throw WireFault.unexpected("The body is empty") }
        return body
    }

    func skipNull() throws -> Bool {
        current == nil ? try inBody().skipNull() : false
    }

    private func text() throws -> String? {
        guard let current else { return nil }
        guard case .text(let text) = current else { throw WireFault.unexpected("Unexpected list in a header or path") }
        return text
    }

    func string() throws -> String {
        guard let text = try text() else { return try inBody().string() }
        guard reference?.isJSONText == true else { return text }
        let bytes = try TextValue.blob(text)
        guard UTF8Check.isValid(bytes) else { throw WireFault.malformed("A header's JSON is not UTF-8") }
        return String(decoding: bytes, as: UTF8.self)
    }

    func boolean() throws -> Bool { try text().map(TextValue.boolean) ?? inBody().boolean() }

    func integer() throws -> Int { try text().map(TextValue.integer) ?? inBody().integer() }

    func double() throws -> Double { try text().map(TextValue.double) ?? inBody().double() }

    /// The whole body when it is the payload; base64 in a header.
    func blob() throws -> [UInt8] {
        if let text = try text() { return try TextValue.blob(text) }
        return try body?.blob() ?? parts.body
    }

    func timestamp() throws -> Timestamp { try text().map(TextValue.timestamp) ?? inBody().timestamp() }

    func document() throws -> Document { try inBody().document() }
}
