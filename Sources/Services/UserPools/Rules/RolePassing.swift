import Kernel
import UserPoolsModel
import Wire

/// Handing a role to a user pool: to a group, whose members may then take it on, to an import that writes logs, for
/// sending text messages, or for reporting to analytics.
///
/// Source: "Role-based access control", "Creating the CloudWatch Logs IAM role" and "SMS message settings for user
/// pools" in the developer guide.
enum RolePassing {
    static let servicePrincipal = "cognito-idp.amazonaws.com"

    /// What the caller must be allowed; nothing where no role is named.
    ///
    /// - Parameter pool: the one that gets the role; `nil` where it is yet to be made.
    static func permissions(_ role: String?, to pool: PoolID?, in call: Call) -> [Permission] {
        guard let role, !role.isEmpty else { return [] }
        var context = ["iam:PassedToService": [servicePrincipal]]
        if let pool { context["iam:AssociatedResourceArn"] = [pool.arn(account: call.account)] }
        return [Permission("iam:PassRole", on: role, context: context)]
    }

    /// Refuses roles of other accounts, which no permission in this one can pass on. AWS's text where it is known, of
    /// other services.
    static func refuseForeign(_ role: String?, of account: AccountID) throws {
        guard let role, !role.isEmpty else { return }
        let parts = role.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 4, parts[4] == account.digits else {
            throw UserPoolsError.invalidParameter("Cross-account pass role is not allowed.")
        }
    }
}
