internal import Kernel
internal import STSModel
internal import Wire

/// Gives a user's own broker a session for somebody else, with at most the user's permissions.
///
/// Without policies the session may do nothing but what resource-based policies grant it.
struct GetFederationToken: Operation {
    typealias Model = STSModel.GetFederationToken

    let tokens: SessionTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try call.principal.refuseIfSession(calling: "GetFederationToken")
        let tags = try tags(of: input)
        let arn = "arn:aws:sts::\(call.account):federated-user/\(input.name)"
        let actions = ["sts:GetFederationToken"] + (tags.isEmpty ? [] : ["sts:TagSession"])
        return actions.map { Permission($0, on: arn, context: tags.context) }
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let tags = try tags(of: input)
        let passed = try SessionPolicies(policy: input.policy, arns: input.policyArns, in: call.account)
        let packedPolicySize = try passed.packedSize(with: tags)
        let policies = passed.isEmpty ? .closed : passed
        let isRoot = call.principal.isRoot
        let duration = SessionDuration.ofCaller(requested: input.durationSeconds, isRoot: isRoot)
        let principal = SessionPrincipal(
            account: call.account,
            origin: .federatedUser(name: input.name, issuer: try call.principal.sessionUser),
            accessKeyID: "",
            issuedAt: call.time.seconds,
            expiresAt: call.time.seconds + Int64(duration),
            sessionPolicies: policies.documents,
            sessionPolicyARNs: policies.arns,
            tags: tags.tags
        )
        return Output(
            credentials: try tokens.issue(for: principal).answer,
            federatedUser: FederatedUser(federatedUserId: principal.userID, arn: principal.arn),
            packedPolicySize: packedPolicySize
        )
    }

    private func tags(of input: Input) throws(ServiceError) -> SessionTags {
        try SessionTags(
            passing: (input.tags ?? []).map { SessionTags.Tag(key: $0.key, value: $0.value) }, transitive: [])
    }
}
