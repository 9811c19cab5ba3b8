import IAMPolicy
import Kernel
import Wire

/// The role that a function is given: who may pass it on, and whether it lets Lambda act as it.
struct RoleRules: Sendable {
    static let servicePrincipal = "lambda.amazonaws.com"

    let roles: any RoleSource

    /// What the caller must be allowed: to hand this role to Lambda.
    static func passing(_ role: String, to id: FunctionID) -> Permission {
        Permission(
            "iam:PassRole", on: role,
            context: ["iam:PassedToService": [servicePrincipal], "iam:AssociatedResourceArn": [id.arn]])
    }

    /// Refuses a role of another account, an unknown one, and one whose trust policy does not admit Lambda.
    func check(_ arn: String, for id: FunctionID) async throws {
        guard let parsed = ARN(arn), parsed.account == id.account.digits else {
            throw CommonError.accessDenied("Cross-account pass role is not allowed.")
        }
        let name = parsed.resource.split(separator: "/").last.map(String.init) ?? ""
        guard let role = try await roles.role(named: name, in: id.account), role.arn == arn, admitsLambda(role, id)
        else { throw Refusal.invalid("The role defined for the function cannot be assumed by Lambda.") }
    }

    /// The trust policy decides as it will when an environment asks STS for credentials.
    private func admitsLambda(_ role: AssumableRole, _ id: FunctionID) -> Bool {
        let caller = Caller(.service(name: Self.servicePrincipal, account: id.account))
        let request = AuthorizationRequest(
            caller: caller,
            action: "sts:AssumeRole",
            resource: role.arn,
            resourceAccount: id.account.digits,
            context: [
                "aws:principalisawsservice": ["true"],
                "aws:sourceaccount": [id.account.digits],
                "aws:sourcearn": [id.arn],
            ]
        )
        let trust = ResourcePolicy(policy: NamedPolicy(name: role.arn, document: role.trust), isRequired: true)
        return ApplicablePolicies(resource: trust).decision(on: request).isAllowed
    }
}
