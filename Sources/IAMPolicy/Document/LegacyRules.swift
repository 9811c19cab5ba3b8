/// What IAM's older reader of policies insists on: the case of effects, and dates that are dates.
enum LegacyRules {
    static func check(_ statements: [StatementSource]) throws(MalformedPolicy) {
        for statement in statements {
            guard statement.effect == "Allow" || statement.effect == "Deny" else { throw .legacyParsing }
            for condition in statement.conditions {
                guard case .date? = ConditionOperator(condition.operatorName)?.comparison else { continue }
                guard condition.values.allSatisfy({ Instant($0) != nil }) else { throw .legacyParsing }
            }
        }
    }
}
