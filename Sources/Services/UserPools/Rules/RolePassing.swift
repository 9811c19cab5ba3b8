import Kernel

/// Handing a role to a user pool: to a group, whose members may then take it on, or to an import that writes logs.
///
/// Source: "Role-based access control" and "Creating the CloudWatch Logs IAM role" in the developer guide.
enum RolePassing {
    static let servicePrincipal = "cognito-idp.amazonaws.com"

    /// What the caller must be allowed; nothing where no role is named.
    static func permissions(_ role: String?, to pool: PoolID, in call: Call) -> [Permission] {
        guard let role, !role.isEmpty else { return [] }
        let context = [
            "iam:PassedToService": [servicePrincipal],
            "iam:AssociatedResourceArn": [pool.arn(account: call.account)],
        ]
        return [Permission("iam:PassRole", on: role, context: context)]
    }
}
