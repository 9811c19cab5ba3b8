/// A JSON value as the generator makes it: written out for the evaluator under test, read as it is by the oracle.
indirect enum Tree: Sendable {
    case text(String)
    case list([Tree])
    case map([(String, Tree)])

    subscript(name: String) -> Tree? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The texts of a list, or the one text.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let trees): trees.flatMap(\.texts)
        case .map: []
        }
    }

    var members: [(String, Tree)] {
        guard case .map(let members) = self else { return [] }
        return members
    }

    var json: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .list(let trees): "[" + trees.map(\.json).joined(separator: ",") + "]"
        case .map(let members): "{" + members.map { "\"\($0)\":\($1.json)" }.joined(separator: ",") + "}"
        }
    }
}
