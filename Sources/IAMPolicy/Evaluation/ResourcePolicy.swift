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
