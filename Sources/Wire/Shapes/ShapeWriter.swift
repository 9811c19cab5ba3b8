/// Writes a structure's members one after another in one wire format.
///
/// The generated code of a structure drives it: `beginStructure`, then for each member that is present its index and
/// exactly one value, then `endStructure`. The writer knows from the schema how that value is spelt.
package protocol ShapeWriter: AnyObject {
    func beginStructure(_ schema: StructureSchema) throws
    /// Announces the member, by its index in the schema, to which the next value belongs.
    func member(_ index: Int) throws
    func endStructure() throws

    func beginList(count: Int) throws
    /// Announces the next element.
    func element() throws
    func endList() throws

    func beginMap(count: Int) throws
    /// Announces the next entry.
    func key(_ key: String) throws
    func endMap() throws

    /// Writes the null of a sparse list or map; generated types never hold one.
    func null() throws
    func string(_ value: String) throws
    func boolean(_ value: Bool) throws
    func integer(_ value: Int) throws
    func double(_ value: Double) throws
    func blob(_ value: [UInt8]) throws
    func timestamp(_ value: Timestamp) throws
    func document(_ value: Document) throws
    /// Writes a stream of events, which only the outermost structure of an answer holds.
    func events(_ events: OutgoingEvents) throws
}

/// One line for each member in generated code; an absent value writes nothing.
extension ShapeWriter {
    package func string(_ index: Int, _ value: String?) throws {
        guard let value else { return }
        try member(index)
        try string(value)
    }

    package func boolean(_ index: Int, _ value: Bool?) throws {
        guard let value else { return }
        try member(index)
        try boolean(value)
    }

    package func integer(_ index: Int, _ value: Int?) throws {
        guard let value else { return }
        try member(index)
        try integer(value)
    }

    package func double(_ index: Int, _ value: Double?) throws {
        guard let value else { return }
        try member(index)
        try double(value)
    }

    package func blob(_ index: Int, _ value: [UInt8]?) throws {
        guard let value else { return }
        try member(index)
        try blob(value)
    }

    package func timestamp(_ index: Int, _ value: Timestamp?) throws {
        guard let value else { return }
        try member(index)
        try timestamp(value)
    }

    package func document(_ index: Int, _ value: Document?) throws {
        guard let value else { return }
        try member(index)
        try document(value)
    }

    package func enumeration(_ index: Int, _ value: (some OpenEnumeration)?) throws {
        guard let value else { return }
        try member(index)
        try string(value.rawValue)
    }

    package func structure(_ index: Int, _ value: (some ModelShape)?) throws {
        guard let value else { return }
        try member(index)
        try value.encode(to: self)
    }

    package func list<Element>(_ index: Int, _ value: [Element]?, _ write: (Element) throws -> Void) throws {
        guard let value else { return }
        try member(index)
        try list(value, write)
    }

    package func map<Value>(_ index: Int, _ value: [String: Value]?, _ write: (Value) throws -> Void) throws {
        guard let value else { return }
        try member(index)
        try map(value, write)
    }

    /// Writes a list that is itself an element or an entry.
    package func list<Element>(_ value: [Element], _ write: (Element) throws -> Void) throws {
        try beginList(count: value.count)
        for entry in value {
            try element()
            try write(entry)
        }
        try endList()
    }

    /// Writes a map, in the order of its keys so that equal values have equal bytes.
    package func map<Value>(_ value: [String: Value], _ write: (Value) throws -> Void) throws {
        try beginMap(count: value.count)
        for (name, entry) in value.sorted(by: { $0.key < $1.key }) {
            try key(name)
            try write(entry)
        }
        try endMap()
    }
}
