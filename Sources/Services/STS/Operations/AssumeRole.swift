internal import IAMPolicy
internal import Kernel
internal import STSModel
internal import Wire

/// Gives whom a role trusts a session of that role.
///
/// Root is always refused, an unknown role is refused like a forbidden one, and no reason is given for either.
struct AssumeRole: Operation {
    typealias Model = STSModel.AssumeRole

    let roles: any RoleSource
    let sessions: RoleSessions
    let secondFactor: MultiFactor

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        guard let name = RoleName(arn: input.roleArn) else {
            throw CommonError.validation("\(input.roleArn) is invalid")
        }
        guard !call.principal.isRoot else {
            throw CommonError.accessDenied("Roles may not be assumed by root accounts.")
        }
        try call.principal.refuseIfFederated("sts:AssumeRole", on: input.roleArn)
        let isProved = try await secondFactor.isProved(
            serialNumber: input.serialNumber, tokenCode: input.tokenCode, spending: false, in: call)
        let tags = try tags(of: input, in: call)
        let sourceIdentity = try SourceIdentity.resolve(requested: input.sourceIdentity, from: call.principal)
        guard let role = try await name.role(in: roles) else {
            throw call.principal.denied("sts:AssumeRole", on: input.roleArn)
        }
        var context = RoleTrust.context(
            of: role, sessionName: input.roleSessionName, duration: input.durationSeconds,
            sourceIdentity: sourceIdentity, tags: tags)
        if let externalID = input.externalId { context["sts:ExternalId"] = [externalID] }
        if isProved {
            context["aws:MultiFactorAuthPresent"] = ["true"]
            context["aws:MultiFactorAuthAge"] = ["0"]
        }
        return RoleTrust.actions("sts:AssumeRole", tags: tags, sourceIdentity: sourceIdentity).map { action in
            Permission(
                action, on: role.arn, ownedBy: role.account, context: context,
                resourcePolicy: RoleTrust.policy(of: role))
        }
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard input.providedContexts?.isEmpty ?? true else {
            throw CommonError.validation("ProvidedContexts are not supported by this server.")
        }
        guard let role = try await RoleName(arn: input.roleArn)?.role(in: roles) else {
            throw call.principal.denied("sts:AssumeRole", on: input.roleArn)
        }
        let sourceIdentity = try SourceIdentity.resolve(requested: input.sourceIdentity, from: call.principal)
        let order = RoleSessions.Order(
            role: role,
            name: input.roleSessionName,
            duration: try SessionDuration.ofRole(
                requested: input.durationSeconds,
                maximum: role.maxSessionDuration,
                isChained: call.principal.roleSession != nil
            ),
            policies: try SessionPolicies(policy: input.policy, arns: input.policyArns, in: role.account),
            tags: try tags(of: input, in: call),
            sourceIdentity: sourceIdentity
        )
        _ = try await secondFactor.isProved(
            serialNumber: input.serialNumber, tokenCode: input.tokenCode, spending: true, in: call)
        let opened = try await sessions.open(order, in: call)
        return Output(
            credentials: opened.credentials,
            assumedRoleUser: opened.user,
            packedPolicySize: opened.packedPolicySize,
            sourceIdentity: sourceIdentity
        )
    }

    private func tags(of input: Input, in call: Call) throws(ServiceError) -> SessionTags {
        try SessionTags(
            passing: (input.tags ?? []).map { SessionTags.Tag(key: $0.key, value: $0.value) },
            transitive: input.transitiveTagKeys ?? [],
            from: call.principal
        )
    }
}
