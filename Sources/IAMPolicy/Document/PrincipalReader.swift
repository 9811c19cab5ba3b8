/// Reads the Principal or NotPrincipal element of a statement.
enum PrincipalReader {
    static let missing = MalformedPolicy("Missing required field Principal")
    static let empty = MalformedPolicy("Missing required field Principal cannot be empty!")

    /// `nil` where the statement has no such element.
    static func read(
        _ source: StatementSource,
        for kind: PolicyDocument.Kind
    ) throws(MalformedPolicy) -> PrincipalElement? {
        guard let value = source.principal ?? source.notPrincipal else { return nil }
        return PrincipalElement(principals: try principals(value, for: kind), isNegated: source.principal == nil)
    }

    private static func principals(
        _ value: JSONValue,
        for kind: PolicyDocument.Kind
    ) throws(MalformedPolicy) -> [PolicyPrincipal] {
        switch value {
        case .string("*"):
            if kind == .trust { throw TrustRules.everyone }
            return [PolicyPrincipal(kind: .aws, value: "*")]
        case .object(let object):
            var principals: [PolicyPrincipal] = []
            for (name, value) in object.members {
                guard let type = PolicyPrincipal.Kind(rawValue: name) else {
                    throw MalformedPolicy("Invalid principal in policy: \"\(name)\"")
                }
                for text in try StatementSource.strings(value) {
                    let principal = PolicyPrincipal(kind: type, value: text)
                    guard principal.isWellFormed else { throw principal.invalid }
                    principals.append(principal)
                }
            }
            if principals.isEmpty { throw empty }
            return principals
        default: throw .syntax
        }
    }
}
