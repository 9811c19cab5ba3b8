import Kernel

/// Handing roles to an identity pool, whose identities then get their credentials.
///
/// Source: "IAM roles" of identity pools in the developer guide.
enum RolePassing {
    static let servicePrincipal = "cognito-identity.amazonaws.com"

    /// What the caller must be allowed for each role.
    static func permissions(_ roles: [String], to pool: IdentityPoolID, in call: Call) -> [Permission] {
        roles.map { role in
            let context = [
                "iam:PassedToService": [servicePrincipal],
                "iam:AssociatedResourceArn": [pool.arn(account: call.account)],
            ]
            return Permission("iam:PassRole", on: role, context: context)
        }
    }
}
