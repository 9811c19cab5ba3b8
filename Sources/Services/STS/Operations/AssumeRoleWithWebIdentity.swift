internal import IAMPolicy
internal import Kernel
internal import STSModel
internal import Wire

/// Gives whom an identity provider vouches for a session of a role that trusts the provider.
///
/// Unsigned: the token is the caller's only proof. So the trust policy is evaluated here, with the provider as the
/// principal, and nobody is told more than that the role is not open to them.
struct AssumeRoleWithWebIdentity: Operation {
    typealias Model = STSModel.AssumeRoleWithWebIdentity

    let roles: any RoleSource
    let sessions: RoleSessions
    let identities: [any WebIdentitySource]
    let accessTokens: [any AccessTokenSource]

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let name = RoleName(arn: input.roleArn) else { throw CommonError.validation("Request ARN is invalid") }
        let identity =
            if let provider = input.providerId {
                try await identity(by: input.webIdentityToken, of: provider, at: call.time)
            } else {
                try await identity(by: input.webIdentityToken, in: name.account, at: call.time)
            }
        let tags = try SessionTags(
            passing: identity.tags.map { SessionTags.Tag(key: $0.key, value: $0.value) },
            transitive: identity.transitiveTagKeys
        )
        guard let role = try await name.role(in: roles), admits(identity, to: role, input, tags) else {
            throw CommonError.accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity")
        }
        let order = RoleSessions.Order(
            role: role,
            name: input.roleSessionName,
            duration: try SessionDuration.ofRole(
                requested: input.durationSeconds, maximum: role.maxSessionDuration, isChained: false),
            policies: try SessionPolicies(policy: input.policy, arns: input.policyArns, in: role.account),
            tags: tags,
            sourceIdentity: identity.sourceIdentity,
            contextKeys: Self.lastingContext(of: identity)
        )
        let opened = try await sessions.open(order, in: call)
        return Output(
            credentials: opened.credentials,
            subjectFromWebIdentityToken: identity.subject,
            assumedRoleUser: opened.user,
            packedPolicySize: opened.packedPolicySize,
            provider: identity.provider,
            audience: identity.audience,
            sourceIdentity: identity.sourceIdentity
        )
    }

    private func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity {
        for source in identities {
            if let identity = try await source.identity(by: token, in: account, at: time) { return identity }
        }
        throw STSError.invalidIdentityToken("No identity provider of this server knows the issuer of the token")
    }

    /// Of providers whose tokens are no identity tokens: the caller must say whose they are.
    private func identity(by token: String, of provider: String, at time: Timestamp) async throws -> WebIdentity {
        guard let source = accessTokens.first(where: { $0.providerID == provider }) else {
            throw STSError.invalidIdentityToken("No access tokens of \(provider) can be verified")
        }
        return try await source.identity(by: token, at: time)
    }

    private func admits(_ identity: WebIdentity, to role: AssumableRole, _ input: Input, _ tags: SessionTags) -> Bool {
        let context = RoleTrust.context(
            of: role, sessionName: input.roleSessionName, duration: input.durationSeconds,
            sourceIdentity: identity.sourceIdentity, tags: tags
        ).merging(identity.context) { first, _ in first }
        let actions = RoleTrust.actions(
            "sts:AssumeRoleWithWebIdentity", tags: tags, sourceIdentity: identity.sourceIdentity)
        return actions.allSatisfy { RoleTrust.admits(provider: identity.provider, to: role, $0, context: context) }
    }

    /// What the session's own policies may ask later.
    private static func lastingContext(of identity: WebIdentity) -> [String: [String]] {
        var context = identity.context
        context["aws:FederatedProvider"] = [identity.provider]
        return context
    }
}
