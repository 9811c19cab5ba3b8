/// Whether a request is allowed, and why.
package struct Decision: Hashable, Sendable {
    /// What decided.
    package enum Reason: Hashable, Sendable {
        case allowed(by: StatementReference)
        /// Root needs no statement in its own account.
        case allowedToRoot
        case explicitDeny(StatementReference)
        /// The side that lacks an allow.
        case noAllow(in: PolicyCategory)
    }

    package var reason: Reason

    package init(_ reason: Reason) {
        self.reason = reason
    }

    package var isAllowed: Bool {
        switch reason {
        case .allowed, .allowedToRoot: true
        case .explicitDeny, .noAllow: false
        }
    }

    /// The end of AWS's denial, behind "… is not authorized to perform: ACTION on resource: ARN "; `nil` if allowed.
    ///
    /// Source: "Troubleshoot access denied error messages" in the IAM User Guide.
    package func denial(of action: String) -> String? {
        switch reason {
        case .allowed, .allowedToRoot: nil
        case .explicitDeny(let statement): "with an explicit deny in \(statement.category.place)"
        case .noAllow(let category): "because \(category.absence) allows the \(action) action"
        }
    }
}
