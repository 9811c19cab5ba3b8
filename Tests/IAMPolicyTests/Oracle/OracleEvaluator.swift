/// A second evaluator, slow and plain, written from IAM's pages on evaluation logic; it shares no code with the first.
struct OracleEvaluator: Sendable {
    enum Outcome: Sendable { case allow, explicitDeny, implicitDeny }

    var identity: [Tree]
    var boundary: Tree?
    var session: [Tree]?
    var resource: Tree?
    var isRequired: Bool

    func outcome(of request: OracleRequest) -> Outcome {
        let all = identity + (boundary.map { [$0] } ?? []) + (session ?? [])
        if all.contains(where: { applies($0, "Deny", request) }) { return .explicitDeny }
        if let resource, isDenied(by: resource, request) { return .explicitDeny }
        return isAllowed(request) ? .allow : .implicitDeny
    }

    private func isAllowed(_ request: OracleRequest) -> Bool {
        let isOwnPower = request.kind == .root || request.kind == .federated && request.behind == nil
        let byIdentity = isOwnPower || identity.contains { applies($0, "Allow", request) }
        let byBoundary = boundary.map { applies($0, "Allow", request) } ?? true
        let bySession = session.map { $0.contains { applies($0, "Allow", request) } } ?? true
        let names = Set(namesAllowed(request))
        let (account, behind, itself) = (names.contains("account"), names.contains("behind"), names.contains("itself"))

        switch request.kind {
        case .anonymous, .web: return itself
        case .service where itself: return true
        default: break
        }
        if let owner = request.owner, owner != request.account {
            return byIdentity && byBoundary && bySession && !names.isEmpty
        }
        // The table "Resource-based policies and implicit denies in other policy types (same account)".
        if itself { return true }
        if behind, byBoundary, bySession { return true }
        if isRequired, resource != nil, !account { return false }
        return byIdentity && byBoundary && bySession
    }

    private func statements(_ policy: Tree) -> [Tree] {
        guard case .list(let statements)? = policy["Statement"] else { return [] }
        return statements
    }

    private func applies(_ policy: Tree, _ effect: String, _ request: OracleRequest) -> Bool {
        statements(policy).contains { matches($0, effect, policy, request) }
    }

    private func matches(_ statement: Tree, _ effect: String, _ policy: Tree, _ request: OracleRequest) -> Bool {
        let variables = policy["Version"]?.texts == ["2012-10-17"]
        guard statement["Effect"]?.texts == [effect], coversAction(statement, request) else { return false }
        return coversResource(statement, variables, request)
            && OracleConditions.hold(statement["Condition"], variables: variables, request)
    }

    private func coversAction(_ statement: Tree, _ request: OracleRequest) -> Bool {
        let covers = { (patterns: [String]) in
            patterns.contains { pattern in
                let items = OracleMatching.items(
                    pattern.lowercased(), wildcards: true, variables: false, request: request
                )
                return OracleMatching.matches(items ?? [], request.action.lowercased())
            }
        }
        if let action = statement["Action"] { return covers(action.texts) }
        return statement["NotAction"].map { !covers($0.texts) } ?? false
    }

    private func coversResource(_ statement: Tree, _ variables: Bool, _ request: OracleRequest) -> Bool {
        let answers = { (patterns: [String]) in
            patterns.map {
                OracleMatching.matchesARN($0, request.resource, variables: variables, anywhere: false, request)
            }
        }
        if let resource = statement["Resource"] { return answers(resource.texts).contains(true) }
        guard let excluded = statement["NotResource"] else { return true }
        return answers(excluded.texts).allSatisfy { $0 == false }
    }

    /// How the allowing statements of the resource's policy name the caller: "itself", "behind" (role or federating
    /// user) or "account".
    private func namesAllowed(_ request: OracleRequest) -> [String] {
        guard let resource else { return [] }
        return statements(resource).filter { matches($0, "Allow", resource, request) }.flatMap { statement in
            if let principal = statement["Principal"] { return names(principal, request) }
            let excluded = statement["NotPrincipal"].map { names($0, request) } ?? []
            return excluded.isEmpty ? ["itself"] : []
        }
    }

    private func isDenied(by resource: Tree, _ request: OracleRequest) -> Bool {
        statements(resource).contains { statement in
            guard matches(statement, "Deny", resource, request) else { return false }
            if let principal = statement["Principal"] { return !names(principal, request).isEmpty }
            guard let exempt = statement["NotPrincipal"] else { return false }
            if isEveryone(exempt) { return false }
            let found = Set(names(exempt, request))
            switch request.kind {
            case .anonymous: return true
            case .root, .service, .web: return !found.contains("itself")
            case .user: return !found.isSuperset(of: ["itself", "account"])
            case .federated where request.behind == nil: return !found.isSuperset(of: ["itself", "account"])
            case .role, .federated: return !found.isSuperset(of: ["itself", "account", "behind"])
            }
        }
    }

    private func isEveryone(_ element: Tree) -> Bool {
        if case .text("*") = element { return true }
        return element["AWS"]?.texts.contains("*") ?? false
    }

    private func names(_ element: Tree, _ request: OracleRequest) -> [String] {
        if isEveryone(element) { return ["itself"] }
        var names: [String] = []
        let aws = element["AWS"]?.texts ?? []
        switch request.kind {
        case .anonymous: break
        case .service: if element["Service"]?.texts.contains(request.name) == true { names.append("itself") }
        case .web: if element["Federated"]?.texts.contains(request.name) == true { names.append("itself") }
        case .root, .user, .role, .federated:
            if aws.contains(request.name) { names.append("itself") }
            if let behind = request.behind, aws.contains(behind) { names.append("behind") }
            if let account = request.account, aws.contains(account) || aws.contains("arn:aws:iam::\(account):root") {
                names.append(request.kind == .root ? "itself" : "account")
            }
        }
        return names
    }
}
