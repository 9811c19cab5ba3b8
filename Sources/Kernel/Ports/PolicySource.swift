package import IAMPolicy

/// What IAM knows of a principal when a call is to be authorized.
package struct PrincipalGrants: Hashable, Sendable {
    package var policies: PrincipalPolicies
    /// Tags of the user or role, readable as `aws:PrincipalTag/…`; session tags go before them.
    package var tags: [String: String]

    package init(policies: PrincipalPolicies, tags: [String: String] = [:]) {
        self.policies = policies
        self.tags = tags
    }
}

/// Finds the policies that limit a principal.
package protocol PolicySource: Sendable {
    /// A user or role that no longer exists has no policies, and so no permissions.
    func grants(of principal: Principal) async throws -> PrincipalGrants

    /// Whether the user or role behind a principal still exists; a session outlives neither.
    func isPresent(_ principal: Principal) async throws -> Bool
}
