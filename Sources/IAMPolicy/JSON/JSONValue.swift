/// A JSON tree that keeps the order of members and where each object stood in the text.
indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// The number as it was spelled.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// An object of a JSON text: members in order, no name twice.
struct JSONObject: Sendable {
    var members: [(name: String, value: JSONValue)]
    /// The byte offset of the opening brace.
    var start: Int
    /// The byte offset of the closing brace.
    var end: Int

    subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}
