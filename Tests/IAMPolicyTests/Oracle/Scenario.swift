import IAMPolicy

/// A set of policies, both as the evaluator under test and as the oracle take them.
struct Scenario {
    var oracle: OracleEvaluator
    var policies: ApplicablePolicies

    init(from generator: inout ScenarioGenerator) throws {
        let identity = (0..<generator.random.pick([1, 1, 2, 3])).map { _ in generator.policy(withPrincipal: false) }
        let boundary = generator.random.chance(25) ? generator.policy(withPrincipal: false) : nil
        var session: [Tree]?
        if generator.random.chance(30) {
            session = (0..<generator.random.pick([0, 1, 1, 2])).map { _ in generator.policy(withPrincipal: false) }
        }
        let isTrust = generator.random.chance(10)
        let resource = generator.random.chance(65) ? generator.policy(withPrincipal: true, trust: isTrust) : nil
        let isRequired = isTrust || generator.random.chance(20)
        oracle = OracleEvaluator(
            identity: identity,
            boundary: boundary,
            session: session,
            resource: resource,
            isRequired: isRequired
        )
        policies = ApplicablePolicies(
            principal: PrincipalPolicies(
                identity: try identity.map { try Self.named($0, .inline) },
                boundary: try boundary.map { try Self.named($0, .session) },
                session: try session.map { try $0.map { try Self.named($0, .session) } }
            ),
            resource: try resource.map {
                ResourcePolicy(policy: try Self.named($0, isTrust ? .trust : .resource), isRequired: isRequired)
            }
        )
    }

    private static func named(_ tree: Tree, _ kind: PolicyDocument.Kind) throws -> NamedPolicy {
        do {
            return NamedPolicy(name: "p", document: try PolicyDocument(parsing: tree.json, as: kind))
        } catch {
            throw UnreadablePolicy(text: tree.json, message: error.message)
        }
    }

    /// A generated policy that was refused: the generator or the parser is wrong.
    struct UnreadablePolicy: Error {
        var text: String
        var message: String
    }
}

extension AuthorizationRequest {
    /// The same request for the evaluator under test.
    init(_ request: OracleRequest) {
        let kind: Caller.Kind =
            switch request.kind {
            case .anonymous: .anonymous
            case .root: .root
            case .user: .user
            case .role: .roleSession(role: request.behind ?? "")
            case .federated: .federatedUser(issuer: request.behind)
            case .service: .service(request.name)
            case .web: .federated(provider: request.name)
            }
        self.init(
            caller: Caller(
                kind: kind,
                arn: request.name,
                account: request.account,
                userID: request.userID,
                userName: request.userName
            ),
            action: request.action,
            resource: request.resource,
            resourceAccount: request.owner,
            context: request.context
        )
    }
}
