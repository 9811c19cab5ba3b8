/// What each category of policies says of a request.
struct Survey {
    /// What one category says: the first denying and the first allowing statement.
    struct Finding {
        var deny: StatementReference?
        var allow: StatementReference?

        mutating func read(_ policy: NamedPolicy, as category: PolicyCategory, for request: AuthorizationRequest) {
            for statement in policy.document.statements {
                // Only the first allow matters; every deny has to be looked for.
                if !statement.isDeny, allow != nil { continue }
                guard statement.applies(to: request) else { continue }
                let reference = StatementReference(statement, in: policy, category: category)
                if statement.isDeny {
                    deny = deny ?? reference
                } else {
                    allow = reference
                }
            }
        }
    }

    var identity = Finding()
    var boundary = Finding()
    var session = Finding()
    var resourceDeny: StatementReference?
    /// The most direct allow of the resource's policy.
    var resourceAllow: StatementReference?
    var grant = Grant.none
    var resourceCategory = PolicyCategory.resourceBased

    var deny: StatementReference? {
        identity.deny ?? boundary.deny ?? session.deny ?? resourceDeny
    }

    init(of policies: ApplicablePolicies, for request: AuthorizationRequest) {
        for policy in policies.principal.identity { identity.read(policy, as: .identityBased, for: request) }
        if let policy = policies.principal.boundary { boundary.read(policy, as: .permissionsBoundary, for: request) }
        for policy in policies.principal.session ?? [] { session.read(policy, as: .session, for: request) }
        if let resource = policies.resource { read(resource.policy, for: request) }
    }

    private mutating func read(_ policy: NamedPolicy, for request: AuthorizationRequest) {
        if policy.document.kind == .trust { resourceCategory = .roleTrust }
        for statement in policy.document.statements {
            let grant = statement.principal?.grant(to: request.caller, isDeny: statement.isDeny) ?? .none
            guard grant != .none, statement.isDeny || grant > self.grant, statement.applies(to: request) else {
                continue
            }
            let reference = StatementReference(statement, in: policy, category: resourceCategory)
            if statement.isDeny {
                resourceDeny = resourceDeny ?? reference
            } else {
                self.grant = grant
                resourceAllow = reference
            }
        }
    }
}
