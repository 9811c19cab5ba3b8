import IAMModel
import Server
import Wire

/// Finds the role that a function runs as, and makes one for those who named none.
struct ExecutionRole {
    let client: OperatorClient

    /// The role of functions for which none was named.
    private static let defaultName = "martlet-functions"
    private static let logsPolicy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    private static let trust = #"""
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        """#

    /// The ARN of the role named, or of the default one, with lines that say what was made.
    ///
    /// - Parameter role: a name or an ARN.
    func arn(for role: String?) async throws -> (arn: String, lines: [String]) {
        if let role, role.hasPrefix("arn:") { return (role, []) }
        do {
            let answer = try await client.call(GetRole.self, GetRoleRequest(roleName: role ?? Self.defaultName))
            return (answer.role.arn, [])
        } catch let error as ServiceError where error.code == "NoSuchEntity" {
            if let role { throw StartFault("there is no role '\(role)': make it, or leave --role out") }
        }
        let made = try await client.call(
            CreateRole.self,
            CreateRoleRequest(
                roleName: Self.defaultName,
                assumeRolePolicyDocument: Self.trust,
                description: "For functions deployed without a role of their own."
            )
        )
        _ = try await client.call(
            AttachRolePolicy.self, AttachRolePolicyRequest(roleName: Self.defaultName, policyArn: Self.logsPolicy))
        return (
            made.role.arn,
            ["made the role \(Self.defaultName) with AWSLambdaBasicExecutionRole: its functions may write logs"]
        )
    }
}
