/// The policies on the caller's side of a decision.
package struct PrincipalPolicies: Hashable, Sendable {
    /// Of the user and its groups, or of the role: inline and attached.
    package var identity: [NamedPolicy]
    /// The permissions boundary, where one is set.
    package var boundary: NamedPolicy?
    /// The session policies; `nil` where the session was not narrowed, empty where it may do nothing by itself (a
    /// federated user without session policies).
    package var session: [NamedPolicy]?

    package init(identity: [NamedPolicy] = [], boundary: NamedPolicy? = nil, session: [NamedPolicy]? = nil) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
    }
}
