/// How directly a resource's policy gives something to a caller.
enum Grant: Int, Comparable, Sendable {
    case none
    /// To the caller's account, which has to hand it on by an identity-based policy.
    case account
    /// To the role of a session or the user behind it: limited by permissions boundary and session policies.
    case limited
    /// To the caller itself: not limited by an implicit deny anywhere else in the same account.
    case direct

    static func < (left: Grant, right: Grant) -> Bool { left.rawValue < right.rawValue }
}

/// The Principal or NotPrincipal element of a statement.
struct PrincipalElement: Sendable {
    let isNegated: Bool
    let principals: [PolicyPrincipal]
    private let isEveryone: Bool
    private let accounts: Set<String>
    private let names: Set<PolicyPrincipal>

    init(principals: [PolicyPrincipal], isNegated: Bool) {
        self.principals = principals
        self.isNegated = isNegated
        isEveryone = principals.contains { $0.kind == .aws && $0.value == "*" }
        accounts = Set(principals.compactMap(\.account).map(String.init))
        names = Set(principals)
    }

    /// Whether the element covers the caller, and how directly.
    ///
    /// `NotPrincipal` exempts a caller from a Deny only where the caller and everything it stands for (account, role)
    /// are listed, and keeps an Allow from a caller where any of these is listed: the stricter reading in both cases.
    func grant(to caller: Caller, isDeny: Bool) -> Grant {
        guard isNegated else { return named(caller) }
        if isEveryone { return .none }
        let identities = caller.identities
        let listed = identities.count { self.isListed($0) }
        if isDeny { return !identities.isEmpty && listed == identities.count ? .none : .direct }
        return listed > 0 ? .none : .direct
    }

    private func isListed(_ identity: PolicyPrincipal) -> Bool {
        if let account = identity.account { return accounts.contains(String(account)) }
        return names.contains(identity)
    }

    private func named(_ caller: Caller) -> Grant {
        if isEveryone { return .direct }
        switch caller.kind {
        case .anonymous: return .none
        case .service(let name): return isNamed(.service, name) || isNamed(.service, "*") ? .direct : .none
        case .federated(let provider):
            return isNamed(.federated, provider) || isNamed(.federated, "*") ? .direct : .none
        case .root: return account(of: caller) == .none ? .none : .direct
        case .user:
            if isNamed(.aws, caller.arn) || caller.principalID.map({ isNamed(.aws, $0) }) == true { return .direct }
        case .roleSession(let role):
            if isNamed(.aws, caller.arn) { return .direct }
            if isNamed(.aws, role) || caller.principalID.map({ isNamed(.aws, $0) }) == true { return .limited }
        case .federatedUser(let issuer):
            if isNamed(.aws, caller.arn) { return .direct }
            if let issuer, isNamed(.aws, issuer) { return .limited }
        }
        return account(of: caller)
    }

    private func isNamed(_ kind: PolicyPrincipal.Kind, _ value: String) -> Bool {
        !names.isEmpty && names.contains(PolicyPrincipal(kind: kind, value: value))
    }

    private func account(of caller: Caller) -> Grant {
        if let account = caller.account, accounts.contains(account) { return .account }
        if let id = caller.canonicalUserID, isNamed(.canonicalUser, id) { return .account }
        return .none
    }
}
