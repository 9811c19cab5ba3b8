import Kernel

/// Which logins one identity may have together.
///
/// Source: "Quotas in Amazon Cognito", linked logins, and `MergeDeveloperIdentities` in the API reference.
struct LinkingRules: Sendable {
    static let mostLogins = 20

    /// Users of this provider may be one identity in any number.
    let developerProvider: String?

    /// All these logins as one identity's, or the refusal of what does not go together.
    func union(_ logins: [LinkedLogin]) throws -> [LinkedLogin] {
        var union: [LinkedLogin] = []
        for login in logins where !union.contains(login) {
            let isTaken = login.provider != developerProvider && union.contains { $0.provider == login.provider }
            if isTaken { throw Refusal.linkedElsewhere() }
            union.append(login)
        }
        guard union.count <= Self.mostLogins else { throw Refusal.tooManyLogins() }
        return union
    }

    /// An identity that takes over what others had, and new logins besides.
    func merge(_ absorbed: [StoredIdentity], into survivor: StoredIdentity, adding logins: [LinkedLogin] = []) throws
        -> LinkingAnswer
    {
        let all = try union(survivor.logins + absorbed.flatMap(\.logins) + logins)
        if absorbed.isEmpty, all == survivor.logins { return .stands(survivor) }
        return .grows(survivor, to: all, absorbing: absorbed)
    }
}
