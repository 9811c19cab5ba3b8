import Kernel

/// What a call brings, and what is stored about it: enough to decide which identity it is. Nothing is read here.
struct LinkingQuestion: Sendable {
    /// The identity as the caller wrote it.
    var asked: IdentityID?
    /// What that stands for: itself, or what it was merged into; never disabled.
    var named: StoredIdentity?
    /// To be linked, and none of the pool's own tokens.
    var logins: [LinkedLogin] = []
    /// Who has the logins already.
    var owners: [LinkedLogin: StoredIdentity] = [:]
    /// The identity that one of the pool's own tokens is for.
    var vouched: IdentityID?
    var allowsGuests: Bool
    var developerProvider: String?
    /// Whether the developer calls, who makes their users known; in apps' calls they can only be known already.
    var registersDevelopers = false

    /// The decision, or AWS's refusal.
    func answer() throws -> LinkingAnswer {
        if let vouched, vouched != asked { throw Refusal.loginsDoNotMatch() }
        guard let asked, let named else { return try unnamed() }
        guard !logins.isEmpty else { return try unproven(named, asked) }
        for login in logins where login.provider == developerProvider && owners[login]?.id != named.id {
            guard registersDevelopers else { throw Refusal.forbidden(asked) }
            if owners[login] != nil { throw Refusal.developerUserRegistered() }
        }
        guard proves(named, asked) else {
            throw named.id == asked ? Refusal.loginsDoNotMatch() : Refusal.forbidden(asked)
        }
        // Whoever brings a login that is somebody's already becomes that somebody, as guests do.
        guard let survivor = others.first else { return try rules.merge([], into: named, adding: logins) }
        return try rules.merge(Array(others.dropFirst()) + [named], into: survivor, adding: logins)
    }

    private var rules: LinkingRules { LinkingRules(developerProvider: developerProvider) }

    /// The other identities that the logins belong to, the oldest first.
    private var others: [StoredIdentity] {
        Set(owners.values.filter { $0.id != named?.id })
            .sorted { ($0.createdAt, $0.id.text) < ($1.createdAt, $1.id.text) }
    }

    private func unnamed() throws -> LinkingAnswer {
        if let survivor = others.first {
            return try rules.merge(Array(others.dropFirst()), into: survivor, adding: logins)
        }
        guard !logins.isEmpty || allowsGuests else { throw Refusal.noGuests() }
        guard registersDevelopers || !logins.contains(where: { $0.provider == developerProvider }) else {
            throw Refusal.loginsDoNotMatch()
        }
        return .new(try rules.union(logins))
    }

    /// Somebody who brings no login: a guest, or whoever the pool's own token vouches for.
    private func unproven(_ named: StoredIdentity, _ asked: IdentityID) throws -> LinkingAnswer {
        guard named.id == asked, named.isGuest || vouched != nil else { throw Refusal.forbidden(asked) }
        guard !named.isGuest || allowsGuests else { throw Refusal.noGuests() }
        return .stands(named)
    }

    /// Whether the logins show that the caller is who they say. A guest's id is its own proof, and of identities that
    /// stand, the developer's word is.
    ///
    /// Source: `IdentityId` of `GetOpenIdTokenForDeveloperIdentity` in the API reference.
    private func proves(_ named: StoredIdentity, _ asked: IdentityID) -> Bool {
        if named.id == asked, named.isGuest || vouched != nil || registersDevelopers { return true }
        return logins.contains { owners[$0]?.id == named.id }
    }
}
