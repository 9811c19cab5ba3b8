/// IAM's checks of identity-based policies, boundaries and session policies, in IAM's order.
///
/// The order and texts are those that moto's authors recorded from AWS (`policy_validation.py`).
enum IdentityRules {
    static func check(
        _ statements: [StatementSource],
        version: String?,
        requiresVersion: Bool
    ) throws(MalformedPolicy) {
        for statement in statements {
            guard let effect = statement.effect, ["allow", "deny"].contains(effect.lowercased()) else { throw .syntax }
        }
        if requiresVersion, version != "2012-10-17" {
            throw MalformedPolicy("Policy document must be version 2012-10-17 or greater.")
        }
        if statements.contains(where: { $0.principal != nil || $0.notPrincipal != nil }) {
            throw MalformedPolicy("Policy document should not specify a principal.")
        }
        try LegacyRules.check(statements)
        let resourceFault = try ResourceNameRules.check(statements)
        try checkStatementIDs(statements)
        guard statements.allSatisfy(\.hasActions) else { throw .noActions }
        if let resourceFault { throw resourceFault }
        for statement in statements { try ActionRules.check(statement.actions ?? []) }
        for statement in statements { try ActionRules.check(statement.notActions ?? []) }
        guard statements.allSatisfy(\.hasResources) else {
            throw MalformedPolicy("Policy statement must contain resources.")
        }
    }

    private static func checkStatementIDs(_ statements: [StatementSource]) throws(MalformedPolicy) {
        var seen: Set<String> = []
        for sid in statements.compactMap(\.sid) where !sid.isEmpty {
            guard sid.utf8.allSatisfy(\.isAlphanumeric) else {
                throw MalformedPolicy(
                    "Statement IDs (SID) must be alpha-numeric. "
                        + "Check that your input satisfies the regular expression [0-9A-Za-z]*"
                )
            }
            guard seen.insert(sid).inserted else {
                throw MalformedPolicy("Statement IDs (SID) in a single policy must be unique.")
            }
        }
    }
}

extension UInt8 {
    /// An ASCII letter or digit.
    var isAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
