/// What the policy simulator says of one request: the decision, the statements behind it, and what it lacked.
package struct Simulation: Hashable, Sendable {
    /// IAM's three outcomes.
    package enum Outcome: String, Hashable, Sendable {
        case allowed, explicitDeny, implicitDeny
    }

    package var decision: Decision
    /// The denying statements where there are any, else the allowing ones.
    package var matchedStatements: [StatementReference]
    /// Condition keys that statements about this action and resource need and the request does not have, sorted.
    package var missingContextKeys: [String]
    /// Whether the permissions boundary allows the request; `nil` where none is set.
    package var isAllowedByBoundary: Bool?
    /// What each category that is present says by itself, as `EvalDecisionDetails` does.
    package var details: [PolicyCategory: Outcome]

    package var outcome: Outcome {
        switch decision.reason {
        case .allowed, .allowedToRoot: .allowed
        case .explicitDeny: .explicitDeny
        case .noAllow: .implicitDeny
        }
    }
}

extension ApplicablePolicies {
    /// Decides as `decision(on:)` does, and tells all that the simulator answers.
    package func simulation(of request: AuthorizationRequest) -> Simulation {
        var allows: [StatementReference] = []
        var denies: [StatementReference] = []
        var missing: [String: String] = [:]
        var details: [PolicyCategory: Simulation.Outcome] = [:]
        for (category, policies) in categories {
            var outcome = Simulation.Outcome.implicitDeny
            for policy in policies {
                for statement in policy.document.statements where statement.names(request.caller) {
                    for key in statement.missingKeys(in: request) { missing[key.lowercased()] = key }
                    guard statement.applies(to: request) else { continue }
                    let reference = StatementReference(statement, in: policy, category: category)
                    if statement.isDeny { denies.append(reference) } else { allows.append(reference) }
                    if statement.isDeny {
                        outcome = .explicitDeny
                    } else if outcome == .implicitDeny {
                        outcome = .allowed
                    }
                }
            }
            details[category] = outcome
        }
        return Simulation(
            decision: decision(on: request),
            matchedStatements: denies.isEmpty ? allows : denies,
            missingContextKeys: missing.values.sorted(),
            isAllowedByBoundary: details[.permissionsBoundary].map { $0 == .allowed },
            details: details
        )
    }

    private var categories: [(PolicyCategory, [NamedPolicy])] {
        var categories: [(PolicyCategory, [NamedPolicy])] = [(.identityBased, principal.identity)]
        if let boundary = principal.boundary { categories.append((.permissionsBoundary, [boundary])) }
        if let session = principal.session { categories.append((.session, session)) }
        if let resource {
            let isTrust = resource.policy.document.kind == .trust
            categories.append((isTrust ? .roleTrust : .resourceBased, [resource.policy]))
        }
        return categories
    }
}

extension PolicyStatement {
    /// Whether the statement is about this caller; statements without a principal always are.
    fileprivate func names(_ caller: Caller) -> Bool {
        principal.map { $0.grant(to: caller, isDeny: isDeny) != .none } ?? true
    }

    /// The keys that would have to be known to tell whether the statement applies.
    fileprivate func missingKeys(in request: AuthorizationRequest) -> [String] {
        guard coversAction(of: request) else { return [] }
        let unknownVariables = { (variables: [Pattern.Variable]) in
            variables.filter { request.value(of: $0) == nil }.map(\.spelling)
        }
        let inResources = unknownVariables(resources.flatMap(\.variables))
        if coversResource(of: request) == false { return [] }
        return inResources
            + conditions.flatMap { condition in
                (request.values(of: condition.key) == nil ? [condition.spelling] : [])
                    + unknownVariables(condition.operands.flatMap(\.variables))
            }
    }
}
