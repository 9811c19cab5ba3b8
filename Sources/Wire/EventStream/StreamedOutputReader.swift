/// Hands everything on from another reader, and adds the stream of events as the outermost structure's last member.
final class StreamedOutputReader: ShapeReader {
    private let inner: any ShapeReader
    private let incoming: IncomingEvents
    private var schema: StructureSchema?
    private var depth = 0

    init(_ inner: any ShapeReader, _ incoming: IncomingEvents) {
        self.inner = inner
        self.incoming = incoming
    }

    var missing: [String] { inner.missing }

    func beginStructure(_ schema: StructureSchema) throws {
        if depth == 0 { self.schema = schema }
        depth += 1
        try inner.beginStructure(schema)
    }

    func nextMember() throws -> Int? {
        guard depth > 0 else { return nil }
        while let index = try inner.nextMember() {
            guard depth == 1, index == schema?.eventStream else { return index }
            // Something under the stream's own name means nothing.
            _ = try inner.document()
        }
        depth -= 1
        return depth == 0 ? schema?.eventStream : nil
    }

    func events() throws -> IncomingEvents { incoming }

    func beginList() throws { try inner.beginList() }
    func nextElement() throws -> Bool { try inner.nextElement() }
    func beginMap() throws { try inner.beginMap() }
    func nextKey() throws -> String? { try inner.nextKey() }
    func skipNull() throws -> Bool { try inner.skipNull() }
    func string() throws -> String { try inner.string() }
    func boolean() throws -> Bool { try inner.boolean() }
    func integer() throws -> Int { try inner.integer() }
    func double() throws -> Double { try inner.double() }
    func blob() throws -> [UInt8] { try inner.blob() }
    func timestamp() throws -> Timestamp { try inner.timestamp() }
    func document() throws -> Document { try inner.document() }
}
