/// A policy with the name by which a decision's reason speaks of it: its ARN, or an inline policy's name.
package struct NamedPolicy: Hashable, Sendable {
    package var name: String
    package var document: PolicyDocument

    package init(name: String, document: PolicyDocument) {
        self.name = name
        self.document = document
    }
}

package struct PolicyDocument: Hashable, Sendable {}

/// The policies on the caller's side of a decision.
package struct PrincipalPolicies: Hashable, Sendable {
    /// Of the user and its groups, or of the role: inline and attached.
    package var identity: [NamedPolicy]
    /// The permissions boundary, where one is set.
    package var boundary: NamedPolicy?
    /// The session policies; `nil` where the session was not narrowed.
    package var session: [NamedPolicy]?

    package init(identity: [NamedPolicy] = [], boundary: NamedPolicy? = nil, session: [NamedPolicy]? = nil) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
    }
}

/// The policy on the resource's side of a decision.
package struct ResourcePolicy: Hashable, Sendable {
    package var policy: NamedPolicy
    /// Whether nothing is allowed without it, even in the same account: role trust policies and key policies.
    package var isRequired: Bool

    package init(policy: NamedPolicy, isRequired: Bool = false) {
        self.policy = policy
        self.isRequired = isRequired
    }
}
