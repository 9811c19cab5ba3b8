package import IAMPolicy

/// One thing that an operation asks of IAM before it runs.
package struct Permission: Hashable, Sendable {
    /// Such as `iam:CreateUser`.
    package var action: String
    /// The ARN acted on, or `*` for actions that know no resource.
    package var resource: String
    /// The account that owns the resource, where it is not the caller's own.
    package var resourceAccount: AccountID?
    /// Condition keys of this action, such as `iam:PermissionsBoundary`, with their values.
    package var context: [String: [String]]
    /// The policy attached to the resource itself, where it has one.
    package var resourcePolicy: ResourcePolicy?
    /// What denials call the resource, where the caller did not name it.
    package var resourceText: String?

    package init(
        _ action: String,
        on resource: String,
        ownedBy resourceAccount: AccountID? = nil,
        context: [String: [String]] = [:],
        resourcePolicy: ResourcePolicy? = nil
    ) {
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.context = context
        self.resourcePolicy = resourcePolicy
    }
}
