import Kernel
import STSModel
import Wire

/// Acts for functions: as the service that runs them, and as the roles that they run under.
struct RoleIdentity: Sendable {
    static let service = "lambda.amazonaws.com"
    /// Longest session that a role may have, in seconds.
    private static let longestSession = 43_200

    let client: InProcessClient
    let roles: any RoleSource
    let clock: any Clock
    let random: any RandomSource

    /// A session of a function's role, for what the service does in the function's name; `nil` where the role is gone.
    ///
    /// It is never handed out, so that no key has to be made for it.
    func principal(of roleARN: String, session function: String) async throws -> Principal? {
        guard let role = try await role(roleARN) else { return nil }
        let now = clock.now().seconds
        return .session(
            SessionPrincipal(
                account: role.account,
                origin: .role(name: role.name, path: role.path, id: role.id, sessionName: Self.sessionName(function)),
                accessKeyID: "",
                issuedAt: now,
                expiresAt: now + 3600
            ))
    }

    /// Credentials that a function may use itself, as long as its role's sessions may last.
    func credentials(of roleARN: String, for function: FunctionID) async throws -> FunctionCredentials {
        let input = AssumeRoleRequest(
            roleArn: roleARN,
            roleSessionName: Self.sessionName(function.name),
            durationSeconds: min(try await role(roleARN)?.maxSessionDuration ?? 3600, Self.longestSession)
        )
        let service = Principal.service(name: Self.service, account: function.account)
        do {
            let call = call(in: function, as: service)
            let output = try await client.call(
                STSModel.AssumeRole.self, input, as: service, for: function.arn, in: call)
            guard let credentials = output.credentials else { throw Self.unassumable }
            return FunctionCredentials(
                accessKeyID: credentials.accessKeyId,
                secretAccessKey: credentials.secretAccessKey,
                sessionToken: credentials.sessionToken,
                expiration: credentials.expiration
            )
        } catch let error as ServiceError where !error.isServerFault {
            throw Self.unassumable
        }
    }

    /// The circumstances of something that the service does by itself.
    func call(in function: FunctionID, as principal: Principal) -> Call {
        Call(
            requestID: random.uuid(), principal: principal, account: function.account, region: function.region,
            time: clock.now())
    }

    /// AWS's text, as for a role that is refused when a function is made.
    private static var unassumable: ServiceError {
        CommonError.accessDenied("The role defined for the function cannot be assumed by Lambda.")
    }

    private func role(_ text: String) async throws -> AssumableRole? {
        guard let arn = ARN(text), let account = AccountID(arn.account), arn.resource.hasPrefix("role/"),
            let name = arn.resource.split(separator: "/").last
        else { return nil }
        let role = try await roles.role(named: String(name), in: account)
        return role?.arn == text ? role : nil
    }

    /// The function's name; STS takes no session name of a single character.
    private static func sessionName(_ function: String) -> String {
        function.utf8.count < 2 ? function + "-" : function
    }
}
