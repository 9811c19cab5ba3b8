/// The policies that apply to a request, and the decision that they come to.
///
/// Source: "Policy evaluation logic" and "Cross-account policy evaluation logic" in the IAM User Guide.
package struct ApplicablePolicies: Hashable, Sendable {
    package var principal: PrincipalPolicies
    package var resource: ResourcePolicy?

    package init(principal: PrincipalPolicies = PrincipalPolicies(), resource: ResourcePolicy? = nil) {
        self.principal = principal
        self.resource = resource
    }

    /// Decides one request: an explicit deny anywhere first, then what the two sides allow.
    package func decision(on request: AuthorizationRequest) -> Decision {
        let survey = Survey(of: self, for: request)
        if let deny = survey.deny { return Decision(.explicitDeny(deny)) }
        return decision(on: request, by: survey)
    }

    private func decision(on request: AuthorizationRequest, by survey: Survey) -> Decision {
        let caller = request.caller
        let missing = missingOnIdentitySide(caller, survey)
        let isGranted = survey.grant != .none
        let resourceSide: PolicyCategory = survey.resourceCategory
        guard caller.hasIdentitySide else {
            return survey.grant == .direct ? allowed(survey.resourceAllow) : Decision(.noAllow(in: resourceSide))
        }
        if case .service = caller.kind, survey.grant == .direct { return allowed(survey.resourceAllow) }
        if let owner = request.resourceAccount, owner != caller.account {
            if let missing { return Decision(.noAllow(in: missing)) }
            return isGranted ? allowed(survey.resourceAllow) : Decision(.noAllow(in: resourceSide))
        }
        if survey.grant == .direct { return allowed(survey.resourceAllow) }
        if resource?.isRequired == true, !isGranted { return Decision(.noAllow(in: resourceSide)) }
        if survey.grant == .limited {
            if let limit = missingLimit(survey) { return Decision(.noAllow(in: limit)) }
            return allowed(survey.resourceAllow)
        }
        if let missing { return Decision(.noAllow(in: missing)) }
        return allowed(survey.identity.allow)
    }

    private func allowed(_ statement: StatementReference?) -> Decision {
        Decision(statement.map { .allowed(by: $0) } ?? .allowedToRoot)
    }

    /// The first category on the caller's side that lacks an allow.
    private func missingOnIdentitySide(_ caller: Caller, _ survey: Survey) -> PolicyCategory? {
        if survey.identity.allow == nil, !caller.isRoot { return .identityBased }
        return missingLimit(survey)
    }

    /// Boundary or session policies, where they are set and do not allow.
    private func missingLimit(_ survey: Survey) -> PolicyCategory? {
        if principal.boundary != nil, survey.boundary.allow == nil { return .permissionsBoundary }
        if principal.session != nil, survey.session.allow == nil { return .session }
        return nil
    }
}
