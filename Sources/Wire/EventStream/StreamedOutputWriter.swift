/// Hands everything on to another writer but the stream of events, which it keeps.
final class StreamedOutputWriter: ShapeWriter {
    private(set) var events: OutgoingEvents?
    private let inner: any ShapeWriter
    private var schema: StructureSchema?
    private var depth = 0

    init(_ inner: any ShapeWriter) {
        self.inner = inner
    }

    func beginStructure(_ schema: StructureSchema) throws {
        if depth == 0 { self.schema = schema }
        depth += 1
        try inner.beginStructure(schema)
    }

    func member(_ index: Int) throws {
        if depth == 1, schema?.members[index].shape.kind == .events { return }
        try inner.member(index)
    }

    func endStructure() throws {
        depth -= 1
        try inner.endStructure()
    }

    func events(_ events: OutgoingEvents) throws { self.events = events }

    func beginList(count: Int) throws { try inner.beginList(count: count) }
    func element() throws { try inner.element() }
    func endList() throws { try inner.endList() }
    func beginMap(count: Int) throws { try inner.beginMap(count: count) }
    func key(_ key: String) throws { try inner.key(key) }
    func endMap() throws { try inner.endMap() }
    func null() throws { try inner.null() }
    func string(_ value: String) throws { try inner.string(value) }
    func boolean(_ value: Bool) throws { try inner.boolean(value) }
    func integer(_ value: Int) throws { try inner.integer(value) }
    func double(_ value: Double) throws { try inner.double(value) }
    func blob(_ value: [UInt8]) throws { try inner.blob(value) }
    func timestamp(_ value: Timestamp) throws { try inner.timestamp(value) }
    func document(_ value: Document) throws { try inner.document(value) }
}
