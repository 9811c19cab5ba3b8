/// IAM's checks of role trust policies, which have a reader and texts of their own.
enum TrustRules {
    static let invalidJSON = MalformedPolicy("This policy contains invalid Json")
    static let invalidVersion = MalformedPolicy("The policy must contain a valid version string")
    static let noStatement = MalformedPolicy("Could not parse the policy: Statement is empty!")
    static let everyone = MalformedPolicy("AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".")

    private static let cognito = "cognito-identity.amazonaws.com"

    static func check(_ statements: [StatementSource]) throws(MalformedPolicy) {
        var seen: Set<String> = []
        for statement in statements {
            try check(statement)
            if let sid = statement.sid, !sid.isEmpty, !seen.insert(sid).inserted {
                throw MalformedPolicy("The Statement Ids in the policy are not unique")
            }
        }
    }

    private static func check(_ statement: StatementSource) throws(MalformedPolicy) {
        guard let effect = statement.effect else { throw MalformedPolicy("Missing required field Effect") }
        guard effect == "Allow" || effect == "Deny" else { throw MalformedPolicy("Invalid effect: \(effect)") }
        if statement.notPrincipal != nil {
            throw effect == "Allow"
                ? MalformedPolicy("Allow with NotPrincipal is not allowed.")
                : MalformedPolicy("AssumeRole policy must not contain NotPrincipal field.")
        }
        guard statement.principal != nil else { throw PrincipalReader.missing }
        let element = try PrincipalReader.read(statement, for: .trust)
        guard statement.hasActions else { throw MalformedPolicy("Missing required field Action") }
        guard (statement.actions ?? statement.notActions ?? []).allSatisfy({ $0.lowercased().hasPrefix("sts:") }) else {
            throw MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.")
        }
        if statement.resources != nil { throw MalformedPolicy("Has prohibited field Resource") }
        if statement.notResources != nil { throw MalformedPolicy("AssumeRole policy must not contain resources.") }
        let trustsCognito = element?.principals.contains { $0.kind == .federated && $0.value == cognito } == true
        if trustsCognito, effect == "Allow", !statement.hasCondition {
            throw MalformedPolicy("A condition block must be present for the Cognito provider")
        }
        try LegacyRules.check([statement])
    }
}
