package import Kernel

/// A denied call, as an administrator may have it explained.
package struct AuthorizationDenial: Hashable, Sendable {
    /// One statement that had a part in the decision.
    package struct Statement: Hashable, Sendable {
        /// The Sid, or empty.
        package var id: String
        package var isDeny: Bool
        /// The policy that it stands in: an ARN or an inline policy's name.
        package var policy: String

        package init(id: String, isDeny: Bool, policy: String) {
            self.id = id
            self.isDeny = isDeny
            self.policy = policy
        }
    }

    package var principal: Principal
    package var action: String
    package var resource: String
    /// Whether a statement denied the call, rather than none having allowed it.
    package var isExplicit: Bool
    package var matchedStatements: [Statement]
    /// The condition keys of the request with their values.
    package var conditions: [String: [String]]

    package init(
        principal: Principal,
        action: String,
        resource: String,
        isExplicit: Bool,
        matchedStatements: [Statement] = [],
        conditions: [String: [String]] = [:]
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.isExplicit = isExplicit
        self.matchedStatements = matchedStatements
        self.conditions = conditions
    }
}
