/// One line of a Condition element: an operator, a key and the values of which one has to match.
struct StatementCondition: Sendable {
    let `operator`: ConditionOperator
    /// The condition key in lower case, as requests are asked for it.
    let key: String
    /// The condition key as the policy spells it.
    let spelling: String
    let operands: [Operand]

    /// Fails for an operator that IAM does not know; the reader lets such a one pass only where it tests nothing.
    init?(_ source: StatementSource.Condition, variables: Bool) {
        guard let test = ConditionOperator(source.operatorName) else { return nil }
        `operator` = test
        key = source.key.lowercased()
        spelling = source.key
        operands = source.values.map { Operand($0, for: test.comparison, variables: variables) }
    }

    /// Whether the condition holds.
    ///
    /// A negated operator holds when the key is absent. A value with an unresolvable variable matches nothing, and
    /// makes a negated operator fail.
    func holds(for request: AuthorizationRequest) -> Bool {
        let values = request.values(of: key) ?? []
        if `operator`.comparison == .null {
            return operands.contains { operand in
                guard case .absence(let wanted) = operand else { return false }
                return wanted == values.isEmpty
            }
        }
        if values.isEmpty, `operator`.ifExists { return true }
        switch `operator`.quantifier {
        case .none: return values.isEmpty ? `operator`.isNegated : single(values, in: request)
        case .forAllValues: return isNullSet(values) || values.allSatisfy { single([$0], in: request) }
        case .forAnyValue: return !isNullSet(values) && values.contains { single([$0], in: request) }
        }
    }

    /// A set operator takes an empty text for no value at all (IAM's page on multivalued context keys).
    private func isNullSet(_ values: [String]) -> Bool {
        values.isEmpty || values == [""]
    }

    /// Several values of a key without a set operator: one of them has to match, or none if negated.
    private func single(_ values: [String], in request: AuthorizationRequest) -> Bool {
        var isMatch = false
        for operand in operands {
            for value in values {
                switch operand.matches(value, in: request) {
                case true?:
                    if !`operator`.isNegated { return true }
                    isMatch = true
                case false?: break
                case nil: if `operator`.isNegated { return false }
                }
            }
        }
        return `operator`.isNegated && !isMatch
    }
}
