/// Wildcards and variables, done in the plainest way: character by character, every choice tried.
enum OracleMatching {
    enum Item: Equatable {
        case literal(Character)
        /// A character out of a variable's value.
        case value(Character)
        case star, any
        /// Where a variable stood; it matches nothing itself.
        case mark
    }

    /// A text as items; `nil` when a variable has no value.
    static func items(_ text: String, wildcards: Bool, variables: Bool, request: OracleRequest) -> [Item]? {
        var items: [Item] = []
        var rest = Array(text)
        while !rest.isEmpty {
            if variables, rest.count > 2, rest[0] == "$", rest[1] == "{", let close = rest.firstIndex(of: "}") {
                let body = String(rest[2..<close])
                rest.removeFirst(close + 1)
                if ["*", "?", "$"].contains(body) {
                    items.append(.literal(Character(body)))
                    continue
                }
                guard let value = value(ofVariable: body, request) else { return nil }
                items.append(.mark)
                items += value.map(Item.value)
                continue
            }
            let character = rest.removeFirst()
            switch character {
            case "*" where wildcards: items.append(.star)
            case "?" where wildcards: items.append(.any)
            default: items.append(.literal(character))
            }
        }
        return items
    }

    private static func value(ofVariable body: String, _ request: OracleRequest) -> String? {
        let parts = body.split(separator: ",", maxSplits: 1).map(String.init)
        let values = request.values(parts[0])
        if values.count == 1 { return values[0] }
        guard parts.count == 2 else { return nil }
        return String(parts[1].drop { $0 == " " }.dropFirst().dropLast())
    }

    static func matches(_ pattern: ArraySlice<Item>, _ text: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        switch first {
        case .mark: return matches(pattern.dropFirst(), text)
        case .star: return matches(pattern.dropFirst(), text) || !text.isEmpty && matches(pattern, text.dropFirst())
        case .any: return !text.isEmpty && matches(pattern.dropFirst(), text.dropFirst())
        case .literal(let character), .value(let character):
            return text.first == character && matches(pattern.dropFirst(), text.dropFirst())
        }
    }

    static func matches(_ pattern: [Item], _ text: String) -> Bool {
        matches(pattern[...], Array(text)[...])
    }

    /// An ARN against a pattern, segment by segment; `nil` when a variable has no value or no place.
    static func matchesARN(
        _ pattern: String,
        _ arn: String,
        variables: Bool,
        anywhere: Bool,
        _ request: OracleRequest
    ) -> Bool? {
        guard let items = items(pattern, wildcards: true, variables: variables, request: request) else { return nil }
        if !items.isEmpty, items.allSatisfy({ $0 == .star }) { return true }
        // Only colons of the pattern's own text divide it.
        let segments = items.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard segments.count > 1 else { return matches(items, arn) }
        if !anywhere, segments.prefix(5).contains(where: { $0.contains(.mark) }) { return nil }
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(Array.init)
        guard parts.count == 6 else { return false }
        return (0..<6).allSatisfy { $0 < segments.count ? matches(segments[$0], parts[$0][...]) : true }
    }
}
