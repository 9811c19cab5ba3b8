/// What every resource's policy must have; services add rules of their own.
enum ResourceRules {
    static func check(_ statements: [StatementSource]) throws(MalformedPolicy) {
        for statement in statements {
            guard statement.effect == "Allow" || statement.effect == "Deny" else { throw .syntax }
            guard statement.principal != nil || statement.notPrincipal != nil else { throw PrincipalReader.missing }
            guard statement.hasActions else { throw .noActions }
        }
    }
}
