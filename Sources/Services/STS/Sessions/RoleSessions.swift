internal import Kernel
internal import STSModel
internal import Wire

/// Opens sessions of roles, once somebody was found to have the right to.
struct RoleSessions: Sendable {
    /// What AssumeRole and AssumeRoleWithWebIdentity decide before a session is opened.
    struct Order: Sendable {
        var role: AssumableRole
        var name: String
        /// Seconds.
        var duration: Int
        var policies: SessionPolicies
        var tags: SessionTags
        var sourceIdentity: String?
        /// Condition keys that the session keeps.
        var contextKeys: [String: [String]] = [:]
    }

    /// A session that was opened, as the answers describe it.
    struct Opened: Sendable {
        var credentials: STSModel.Credentials
        var user: AssumedRoleUser
        var packedPolicySize: Int?
    }

    let roles: any RoleSource
    let tokens: SessionTokens

    func open(_ order: Order, in call: Call) async throws -> Opened {
        let packedPolicySize = try order.policies.packedSize(with: order.tags)
        let role = order.role
        let principal = SessionPrincipal(
            account: role.account,
            origin: .role(name: role.name, path: role.path, id: role.id, sessionName: order.name),
            accessKeyID: "",
            issuedAt: call.time.seconds,
            expiresAt: call.time.seconds + Int64(order.duration),
            sessionPolicies: order.policies.documents,
            sessionPolicyARNs: order.policies.arns,
            tags: order.tags.tags,
            transitiveTagKeys: order.tags.transitiveKeys,
            contextKeys: order.contextKeys,
            sourceIdentity: order.sourceIdentity
        )
        let issued = try tokens.issue(for: principal)
        await roles.noteUse(ofRole: role.name, in: role.account, region: call.region, at: call.time.seconds)
        return Opened(
            credentials: issued.answer,
            user: AssumedRoleUser(assumedRoleId: principal.userID, arn: principal.arn),
            packedPolicySize: packedPolicySize
        )
    }
}
