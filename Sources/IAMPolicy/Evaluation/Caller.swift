/// Who asks, as far as policies can see it.
package struct Caller: Hashable, Sendable {
    /// The kinds of principals that evaluation treats differently.
    package enum Kind: Hashable, Sendable {
        case anonymous
        case root
        /// An IAM user, with long-term keys or in a session of its own (GetSessionToken).
        case user
        /// A session of the role with this ARN.
        case roleSession(role: String)
        /// A session from GetFederationToken, of the user with this ARN; `nil` where root made it.
        case federatedUser(issuer: String?)
        /// A service, by its name such as `cloudformation.amazonaws.com`.
        case service(String)
        /// Somebody known to an identity provider who has no AWS identity yet (AssumeRoleWithWebIdentity, …WithSAML):
        /// the provider's ARN or name.
        case federated(provider: String)
    }

    package var kind: Kind
    /// As `GetCallerIdentity` gives it: of the user, of the session, of root.
    package var arn: String
    /// The twelve digits of the caller's account; `nil` for anonymous and federated callers.
    package var account: String?
    /// As `aws:userid` gives it, such as `AIDA…`, or `AROA…:session` of a role.
    package var userID: String?
    /// As `aws:username` gives it; only users have one.
    package var userName: String?
    /// The account's canonical user id, as S3 knows it.
    package var canonicalUserID: String?

    package init(
        kind: Kind,
        arn: String,
        account: String? = nil,
        userID: String? = nil,
        userName: String? = nil,
        canonicalUserID: String? = nil
    ) {
        self.kind = kind
        self.arn = arn
        self.account = account
        self.userID = userID
        self.userName = userName
        self.canonicalUserID = canonicalUserID
    }

    /// Whether the account's own power stands behind the caller, so that no identity-based policy is needed.
    package var isRoot: Bool {
        kind == .root || kind == .federatedUser(issuer: nil)
    }

    /// The unique id of the user or role, which principals of policies may name.
    var principalID: String? {
        guard let userID else { return nil }
        return userID.firstIndex(of: ":").map { String(userID[..<$0]) } ?? userID
    }

    /// Whether the caller belongs to an account that can give it permissions of its own.
    var hasIdentitySide: Bool {
        switch kind {
        case .anonymous, .federated: false
        case .root, .user, .roleSession, .federatedUser, .service: true
        }
    }

    /// All that the caller stands for, as principals of a policy would name it.
    var identities: [PolicyPrincipal] {
        let account = account.map { [PolicyPrincipal(kind: .aws, value: $0)] } ?? []
        switch kind {
        case .anonymous: return []
        case .root: return account
        case .user: return account + [PolicyPrincipal(kind: .aws, value: arn)]
        case .federatedUser(let issuer):
            let names = (issuer.map { [$0] } ?? []) + [arn]
            return account + names.map { PolicyPrincipal(kind: .aws, value: $0) }
        case .roleSession(let role):
            return account + [PolicyPrincipal(kind: .aws, value: role), PolicyPrincipal(kind: .aws, value: arn)]
        case .service(let name): return [PolicyPrincipal(kind: .service, value: name)]
        case .federated(let provider): return [PolicyPrincipal(kind: .federated, value: provider)]
        }
    }
}
