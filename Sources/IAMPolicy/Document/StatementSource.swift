/// A statement as its JSON says it, with types checked and nothing else.
struct StatementSource {
    var sid: String?
    /// As spelled; IAM looks at its case in a later check.
    var effect: String?
    var actions: [String]?
    var notActions: [String]?
    var resources: [String]?
    var notResources: [String]?
    var principal: JSONValue?
    var notPrincipal: JSONValue?
    var hasCondition = false
    var conditions: [Condition] = []
    var start: Int
    var end: Int

    /// One operator's line on one key.
    struct Condition {
        var operatorName: String
        var key: String
        var values: [String]
    }

    init(_ value: JSONValue) throws(MalformedPolicy) {
        guard case .object(let object) = value else { throw .syntax }
        start = object.start
        end = object.end
        for (name, value) in object.members {
            switch name {
            case "Sid": sid = try Self.string(value)
            case "Effect": effect = try Self.string(value)
            case "Action": actions = try Self.strings(value)
            case "NotAction": notActions = try Self.strings(value)
            case "Resource": resources = try Self.strings(value, skippingNull: true)
            case "NotResource": notResources = try Self.strings(value, skippingNull: true)
            case "Principal": principal = value
            case "NotPrincipal": notPrincipal = value
            case "Condition": try readConditions(value)
            default: throw .syntax
            }
        }
        let isContradictory =
            actions != nil && notActions != nil || resources != nil && notResources != nil
            || principal != nil && notPrincipal != nil
        if isContradictory { throw .syntax }
    }

    /// Whether an Action or NotAction is there and names something.
    var hasActions: Bool { !(actions ?? notActions ?? []).isEmpty }
    /// Whether a Resource or NotResource is there and names something.
    var hasResources: Bool { !(resources ?? notResources ?? []).isEmpty }

    private static func string(_ value: JSONValue) throws(MalformedPolicy) -> String {
        guard case .string(let text) = value else { throw .syntax }
        return text
    }

    /// A text or a list of texts.
    static func strings(_ value: JSONValue, skippingNull: Bool = false) throws(MalformedPolicy) -> [String] {
        switch value {
        case .string(let text): return [text]
        case .array(let values):
            var texts: [String] = []
            for value in values {
                if skippingNull, case .null = value { continue }
                texts.append(try string(value))
            }
            return texts
        default: throw .syntax
        }
    }

    private mutating func readConditions(_ value: JSONValue) throws(MalformedPolicy) {
        guard case .object(let operators) = value else { throw .syntax }
        hasCondition = true
        for (name, value) in operators.members {
            guard case .object(let keys) = value else { throw .syntax }
            // IAM lets an operator that it does not know pass as long as it tests nothing.
            guard keys.members.isEmpty || ConditionOperator(name) != nil else { throw .syntax }
            for (key, value) in keys.members {
                conditions.append(Condition(operatorName: name, key: key, values: try Self.scalars(value)))
            }
        }
    }

    /// A condition's values: texts, numbers or booleans, one or a list.
    private static func scalars(_ value: JSONValue) throws(MalformedPolicy) -> [String] {
        switch value {
        case .string(let text), .number(let text): return [text]
        case .bool(let flag): return [flag ? "true" : "false"]
        case .array(let values):
            var texts: [String] = []
            for value in values {
                if case .array = value { throw .syntax }
                texts += try scalars(value)
            }
            return texts
        case .null, .object: throw .syntax
        }
    }
}
