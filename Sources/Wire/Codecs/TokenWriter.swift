/// Hands everything on to another writer, and adds the idempotency tokens that the outermost structure lacks.
final class TokenWriter: ShapeWriter {
    private let inner: any ShapeWriter
    private let token: String
    private var schema: StructureSchema?
    private var depth = 0
    private var written: Set<Int> = []

    init(_ inner: any ShapeWriter, token: String) {
        self.inner = inner
        self.token = token
    }

    func beginStructure(_ schema: StructureSchema) throws {
        if depth == 0 { self.schema = schema }
        depth += 1
        try inner.beginStructure(schema)
    }

    func member(_ index: Int) throws {
        if depth == 1 { written.insert(index) }
        try inner.member(index)
    }

    func endStructure() throws {
        depth -= 1
        if depth == 0 {
            for (index, member) in (schema?.members ?? []).enumerated()
            where member.isIdempotencyToken && !written.contains(index) {
                try inner.member(index)
                try inner.string(token)
            }
        }
        try inner.endStructure()
    }

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
