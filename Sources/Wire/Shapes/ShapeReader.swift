/// Reads a structure's members one after another from one wire format.
///
/// The generated code of a structure drives it: `beginStructure`, then `nextMember` until it answers `nil`, and after
/// each member exactly one value. The reader knows from the schema how that value is spelt. Members that the schema
/// does not know are skipped, and so are nulls.
package protocol ShapeReader: AnyObject {
    /// The paths of required members that were not there, such as `tags.1.member.key`.
    ///
    /// The typed value holds a placeholder in their place, so validation must be told of them.
    var missing: [String] { get }

    /// Enters a structure, or throws where something else stands there.
    func beginStructure(_ schema: StructureSchema) throws
    /// The index, in the schema, of the next member that is present; `nil` leaves the structure.
    func nextMember() throws -> Int?

    func beginList() throws
    /// Whether another element follows, at which the reader then stands; `false` leaves the list.
    func nextElement() throws -> Bool

    func beginMap() throws
    /// The key of the next entry, at whose value the reader then stands; `nil` leaves the map.
    func nextKey() throws -> String?

    /// Steps over a null in a list or map; `false` where a value stands there.
    func skipNull() throws -> Bool

    func string() throws -> String
    func boolean() throws -> Bool
    func integer() throws -> Int
    func double() throws -> Double
    func blob() throws -> [UInt8]
    func timestamp() throws -> Timestamp
    func document() throws -> Document
    /// Reads a stream of events, which only the outermost structure of an answer holds.
    func events() throws -> IncomingEvents
}

extension ShapeReader {
    /// Reads a list, leaving out nulls.
    package func list<Element>(_ element: () throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        try beginList()
        while try nextElement() {
            if try skipNull() { continue }
            elements.append(try element())
        }
        return elements
    }

    /// Reads a map, leaving out nulls; of a key that comes twice the last value counts.
    package func map<Value>(_ value: () throws -> Value) throws -> [String: Value] {
        var entries: [String: Value] = [:]
        try beginMap()
        while let key = try nextKey() {
            if try skipNull() { continue }
            entries[key] = try value()
        }
        return entries
    }
}
