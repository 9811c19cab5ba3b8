/// The Condition element, straight from IAM's page on condition operators.
enum OracleConditions {
    static func hold(_ element: Tree?, variables: Bool, _ request: OracleRequest) -> Bool {
        for (name, keys) in element?.members ?? [] {
            for (key, values) in keys.members
            where !holds(name, request.values(key), values.texts, variables: variables, request) {
                return false
            }
        }
        return true
    }

    private static func holds(
        _ name: String, _ present: [String], _ wanted: [String], variables: Bool, _ request: OracleRequest
    ) -> Bool {
        if name == "Null" { return wanted.contains { ($0 == "true") == present.isEmpty } }
        if name.hasSuffix("IfExists") {
            if present.isEmpty { return true }
            let plain = String(name.dropLast(8))
            return holds(plain, present, wanted, variables: variables, request)
        }
        let isNull = present.isEmpty || present.count == 1 && present[0].isEmpty
        if name.hasPrefix("ForAllValues:") {
            let plain = String(name.dropFirst(13))
            return isNull || present.allSatisfy { one(plain, [$0], wanted, variables, request) }
        }
        if name.hasPrefix("ForAnyValue:") {
            let plain = String(name.dropFirst(12))
            return !isNull && present.contains { one(plain, [$0], wanted, variables, request) }
        }
        if present.isEmpty { return name.contains("Not") }
        return one(name, present, wanted, variables, request)
    }

    /// One operator on the values that are there: any pair may match; negated, all must be known and none may.
    private static func one(
        _ name: String, _ present: [String], _ wanted: [String], _ variables: Bool, _ request: OracleRequest
    ) -> Bool {
        let positive = name.replacing("Not", with: "")
        let pairs = present.flatMap { value in wanted.map { (value, $0) } }
        let answers = pairs.map { compare(positive, $0, $1, variables, request) }
        if positive == name { return answers.contains(true) }
        return !answers.contains(nil) && !answers.contains(true)
    }

    private static func compare(
        _ name: String, _ value: String, _ wanted: String, _ variables: Bool, _ request: OracleRequest
    ) -> Bool? {
        let items = { (wildcards: Bool) in
            OracleMatching.items(wanted, wildcards: wildcards, variables: variables, request: request)
        }
        switch name {
        case "StringEquals", "Bool": return items(false).map { OracleMatching.matches($0, value) }
        case "StringEqualsIgnoreCase":
            return items(false).map { items in
                let folded = items.map { item -> OracleMatching.Item in
                    switch item {
                    case .literal(let character), .value(let character):
                        .literal(Character(character.lowercased()))
                    default: item
                    }
                }
                return OracleMatching.matches(folded, value.lowercased())
            }
        case "StringLike": return items(true).map { OracleMatching.matches($0, value) }
        case "ArnEquals", "ArnLike":
            return OracleMatching.matchesARN(wanted, value, variables: variables, anywhere: true, request)
        case "IpAddress": return inRange(value, wanted)
        case "BinaryEquals": return value == wanted
        default: return ordered(name, value, wanted)
        }
    }

    /// Numbers are small and dates all of one form here, so plain comparisons do.
    private static func ordered(_ name: String, _ value: String, _ wanted: String) -> Bool {
        let isDate = name.hasPrefix("Date")
        let order: Int
        if isDate {
            order = value < wanted ? -1 : value == wanted ? 0 : 1
        } else {
            guard let left = Double(value), let right = Double(wanted) else { return false }
            order = left < right ? -1 : left == right ? 0 : 1
        }
        switch String(name.dropFirst(isDate ? 4 : 7)) {
        case "Equals": return order == 0
        case "LessThan": return order < 0
        case "LessThanEquals": return order <= 0
        case "GreaterThan": return order > 0
        default: return order >= 0
        }
    }

    /// IPv4 only, as strings of bits.
    private static func inRange(_ address: String, _ range: String) -> Bool {
        let halves = range.split(separator: "/").map(String.init)
        let count = halves.count > 1 ? Int(halves[1]) ?? 32 : 32
        return bits(address).prefix(count) == bits(halves[0]).prefix(count)
    }

    private static func bits(_ address: String) -> String {
        address.split(separator: ".").map { part in
            let digits = String(Int(part) ?? 0, radix: 2)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}
