import IAMModel
import IAMPolicy
import Kernel
import Wire

/// The policy simulator: what given policies would decide, by the same evaluation that decides real requests.
struct PolicySimulator: Sendable {
    /// A policy under the name and kind by which results speak of it.
    struct Source: Sendable {
        var id: String
        var kind: PolicySourceType?
        var document: PolicyDocument

        /// Reads a policy; one that cannot be read is an invalid input of the simulation.
        init(id: String, kind: PolicySourceType? = nil, parsing text: String, as form: PolicyDocument.Kind) throws {
            self.id = id
            self.kind = kind
            do {
                document = try PolicyDocument(parsing: text, as: form)
            } catch {
                throw IAMError.invalidInput(error.message)
            }
        }
    }

    let caller: Caller
    let identity: [Source]
    let boundary: Source?
    let resourcePolicy: Source?
    /// The account of resources whose ARN names none.
    let resourceOwner: String?
    /// By lower-case condition key.
    let context: [String: [String]]

    /// Bytes of all policies together.
    var size: Int {
        (identity + [boundary, resourcePolicy].compactMap(\.self)).reduce(0) { $0 + $1.document.text.utf8.count }
    }

    /// The condition keys that policies mention, each once, in the order in which they are met.
    static func contextKeys(of sources: [Source]) -> [String] {
        var seen: Set<String> = []
        return sources.flatMap(\.document.contextKeys).filter { seen.insert($0.lowercased()).inserted }
    }

    /// One action on one resource; `*` stands for every resource.
    func result(of action: String, on resource: String, isNamed: Bool) -> EvaluationResult {
        let simulation = simulation(of: action, on: resource)
        let decision = PolicyEvaluationDecisionType(rawValue: simulation.outcome.rawValue)
        let statements = simulation.matchedStatements.compactMap(statement)
        let boundary = simulation.isAllowedByBoundary.map {
            PermissionsBoundaryDecisionDetail(allowedByPermissionsBoundary: $0)
        }
        let details = isAcrossAccounts(resource) ? details(of: simulation) : nil
        var result = EvaluationResult(
            evalActionName: action,
            evalResourceName: resource,
            evalDecision: decision,
            matchedStatements: statements,
            missingContextValues: isNamed ? [] : simulation.missingContextKeys,
            permissionsBoundaryDecisionDetail: boundary,
            evalDecisionDetails: details
        )
        if isNamed {
            result.resourceSpecificResults = [
                ResourceSpecificResult(
                    evalResourceName: resource,
                    evalResourceDecision: decision,
                    matchedStatements: statements,
                    missingContextValues: simulation.missingContextKeys,
                    evalDecisionDetails: details,
                    permissionsBoundaryDecisionDetail: boundary
                )
            ]
        }
        return result
    }

    private func simulation(of action: String, on resource: String) -> Simulation {
        let policies = ApplicablePolicies(
            principal: PrincipalPolicies(
                identity: identity.enumerated().map { NamedPolicy(name: "\($0)", document: $1.document) },
                boundary: boundary.map { NamedPolicy(name: "boundary", document: $0.document) }
            ),
            resource: resourcePolicy.map {
                ResourcePolicy(policy: NamedPolicy(name: "resource", document: $0.document))
            }
        )
        let owner = owner(of: resource)
        return policies.simulation(
            of: AuthorizationRequest(
                caller: caller, action: action, resource: resource,
                resourceAccount: owner == caller.account ? nil : owner, context: context))
    }

    private func owner(of resource: String) -> String? {
        if let arn = ARN(resource), AccountID(arn.account) != nil { return arn.account }
        return resourceOwner
    }

    private func isAcrossAccounts(_ resource: String) -> Bool {
        owner(of: resource).map { $0 != caller.account } ?? false
    }

    private func statement(_ reference: StatementReference) -> Statement? {
        let source: Source? =
            switch reference.policy {
            case "boundary": boundary
            case "resource": resourcePolicy
            default: Int(reference.policy).map { identity[$0] }
            }
        guard let source else { return nil }
        return Statement(
            sourcePolicyId: source.id,
            sourcePolicyType: source.kind,
            startPosition: Position(line: reference.start.line, column: reference.start.column),
            endPosition: Position(line: reference.end.line, column: reference.end.column)
        )
    }

    private func details(of simulation: Simulation) -> [String: PolicyEvaluationDecisionType] {
        var details: [String: PolicyEvaluationDecisionType] = [:]
        for (category, outcome) in simulation.details {
            let name =
                switch category {
                case .identityBased: "IAM Policy"
                case .permissionsBoundary: "Permissions Boundary"
                case .session: "Session Policy"
                case .resourceBased, .roleTrust: "Resource Policy"
                }
            details[name] = PolicyEvaluationDecisionType(rawValue: outcome.rawValue)
        }
        return details
    }
}
