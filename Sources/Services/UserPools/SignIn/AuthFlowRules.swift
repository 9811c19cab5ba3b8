import UserPoolsModel
import Wire

/// Which flows a client allows.
enum AuthFlowRules {
    /// A flow by AWS's name, checked.
    enum Opening: Hashable, Sendable {
        case signIn(SignInState.Flow)
        case refresh
    }

    /// AWS's default where a client names no flows.
    private static let standard = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"]

    /// Refuses flows that the operation does not know, or that the client does not allow.
    static func check(_ flow: String, isAdmin: Bool, client: StoredClient) throws -> Opening {
        let flows = client.explicitAuthFlows.flatMap { $0.isEmpty ? nil : $0 } ?? standard
        /// Clients that still use the old names allow what those never restricted.
        let isOld = !flows.contains { $0.hasPrefix("ALLOW_") }
        func allows(_ names: String...) -> Bool { names.contains(where: flows.contains) }
        switch flow {
        case "USER_SRP_AUTH":
            guard allows("ALLOW_USER_SRP_AUTH") || isOld && !allows("CUSTOM_AUTH_FLOW_ONLY") else {
                throw Refusal.invalid("USER_SRP_AUTH is not enabled for the client.")
            }
            return .signIn(.srp)
        case "USER_PASSWORD_AUTH":
            guard allows("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH") else {
                throw Refusal.invalid("USER_PASSWORD_AUTH flow not enabled for this client")
            }
            return .signIn(.password)
        case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH":
            guard isAdmin else { throw Refusal.invalid("Initiate Auth method not supported.") }
            guard allows("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH") else {
                throw Refusal.invalid("Auth flow not enabled for this client")
            }
            return .signIn(.password)
        case "CUSTOM_AUTH":
            guard allows("ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY") || isOld else {
                throw Refusal.invalid("CUSTOM_AUTH is not enabled for the client.")
            }
            return .signIn(.custom)
        case "USER_AUTH":
            guard allows("ALLOW_USER_AUTH") else {
                throw Refusal.invalid("USER_AUTH is not enabled for the client.")
            }
            return .signIn(.choice)
        case "REFRESH_TOKEN", "REFRESH_TOKEN_AUTH":
            // Clients that rotate refresh tokens have an operation of their own for it.
            guard allows("ALLOW_REFRESH_TOKEN_AUTH") || isOld, client.rotation?.isEnabled != true else {
                throw Refusal.invalid("Auth flow not enabled for this client")
            }
            return .refresh
        default: throw Refusal.invalid("Initiate Auth method not supported.")
        }
    }
}
