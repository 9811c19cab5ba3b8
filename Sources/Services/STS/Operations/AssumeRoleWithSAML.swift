internal import Kernel
internal import STSModel
internal import Wire

/// Gives whom a SAML provider vouches for a session of a role that trusts the provider.
///
/// Unsigned: the assertion is the caller's only proof, and must name the role and the provider itself.
struct AssumeRoleWithSAML: Operation {
    typealias Model = STSModel.AssumeRoleWithSAML

    let roles: any RoleSource
    let sessions: RoleSessions
    let identities: SAMLIdentities

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let name = RoleName(arn: input.roleArn) else { throw CommonError.validation("Request ARN is invalid") }
        let identity = try await identities.identity(
            by: input.samlAssertion, of: input.principalArn, in: name.account, call: call)
        let tags = try SessionTags(passing: identity.tags, transitive: identity.transitiveTagKeys)
        guard identity.allows(role: input.roleArn, provider: input.principalArn),
            let role = try await name.role(in: roles), admits(identity, to: role, input, tags)
        else { throw CommonError.accessDenied("Not authorized to perform sts:AssumeRoleWithSAML") }
        let order = RoleSessions.Order(
            role: role,
            name: identity.sessionName,
            duration: try duration(of: input, identity, maximum: role.maxSessionDuration, at: call.time),
            policies: try SessionPolicies(policy: input.policy, arns: input.policyArns, in: role.account),
            tags: tags,
            sourceIdentity: identity.sourceIdentity,
            contextKeys: identity.context.merging(["aws:FederatedProvider": [input.principalArn]]) { $1 }
        )
        let opened = try await sessions.open(order, in: call)
        return Output(
            credentials: opened.credentials,
            assumedRoleUser: opened.user,
            packedPolicySize: opened.packedPolicySize,
            subject: identity.subject,
            subjectType: identity.subjectType,
            issuer: identity.issuer,
            audience: identity.recipient,
            nameQualifier: identity.nameQualifier,
            sourceIdentity: identity.sourceIdentity
        )
    }

    private func admits(_ identity: SAMLIdentity, to role: AssumableRole, _ input: Input, _ tags: SessionTags) -> Bool {
        let context = RoleTrust.context(
            of: role, sessionName: identity.sessionName, duration: input.durationSeconds,
            sourceIdentity: identity.sourceIdentity, tags: tags
        ).merging(identity.context) { first, _ in first }
        let actions = RoleTrust.actions(
            "sts:AssumeRoleWithSAML", tags: tags, sourceIdentity: identity.sourceIdentity)
        return actions.allSatisfy { RoleTrust.admits(provider: input.principalArn, to: role, $0, context: context) }
    }

    /// No session outlives the one at the provider.
    private func duration(
        of input: Input, _ identity: SAMLIdentity, maximum: Int, at time: Timestamp
    ) throws(ServiceError) -> Int {
        let duration = try SessionDuration.ofRole(
            requested: input.durationSeconds, maximum: maximum, isChained: false)
        guard let end = identity.sessionEnd else { return duration }
        let left = end - time.seconds
        guard left > 0 else { throw STSError.expiredToken("The session at the identity provider has ended") }
        return min(duration, Int(left))
    }
}
