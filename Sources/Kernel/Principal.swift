/// Who makes a call, once the signature or token has been verified.
package enum Principal: Hashable, Sendable {
    /// Nobody: only AWS's unsigned operations and what is public may be called.
    case anonymous
    /// The account itself; no policy limits it.
    case root(account: AccountID)
    case user(UserPrincipal)
    /// A temporary session: an assumed role, a federated user, or a user's own session.
    case session(SessionPrincipal)
    /// One of our own services, calling another through the in-process client, on behalf of an account.
    case service(name: String, account: AccountID)

    /// The account that the caller belongs to; `nil` for nobody.
    package var account: AccountID? {
        switch self {
        case .anonymous: nil
        case .root(let account), .service(_, let account): account
        case .user(let user): user.account
        case .session(let session): session.account
        }
    }

    /// The caller's ARN as `GetCallerIdentity` and denials spell it.
    package var arn: String {
        switch self {
        case .anonymous: "anonymous"
        case .root(let account): "arn:aws:iam::\(account):root"
        case .user(let user): user.arn
        case .session(let session): session.arn
        case .service(let name, _): name
        }
    }
}

/// An IAM user, as a principal.
package struct UserPrincipal: Hashable, Sendable {
    package var account: AccountID
    package var name: String
    /// `/` or `/division/team/`.
    package var path: String
    /// The unique id, such as `AIDA…`, which a later user of the same name does not share.
    package var id: String
    package var accessKeyID: String

    package init(account: AccountID, name: String, path: String, id: String, accessKeyID: String) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.accessKeyID = accessKeyID
    }

    package var arn: String { "arn:aws:iam::\(account):user\(path)\(name)" }
}

/// A temporary session issued by STS; all that authorization needs to know travels in its token.
package struct SessionPrincipal: Hashable, Sendable, Codable {
    /// What the session stands for.
    package enum Origin: Hashable, Sendable, Codable {
        /// AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, or an identity pool.
        case role(name: String, path: String, id: String, sessionName: String)
        /// GetFederationToken: the user (or root, when `nil`) whose permissions the session policies narrow.
        case federatedUser(name: String, issuer: SessionUser?)
        /// GetSessionToken of a user, or of root when `nil`.
        case own(SessionUser?)
    }

    package var account: AccountID
    package var origin: Origin
    package var accessKeyID: String
    package var issuedAt: Int64
    /// Seconds since 1970, after which the session ends.
    package var expiresAt: Int64
    /// Inline session policies (JSON) and ARNs of managed ones; both empty where the session was not narrowed.
    package var sessionPolicies: [String]
    package var sessionPolicyARNs: [String]
    /// Session tags, readable by policies as `aws:PrincipalTag/…`.
    package var tags: [String: String]
    package var transitiveTagKeys: [String]
    /// Condition keys fixed when the session was made, such as `cognito-identity.amazonaws.com:sub`, by full name.
    /// A key with one value can also be a policy variable.
    package var contextKeys: [String: [String]]
    package var sourceIdentity: String?
    package var isMultiFactor: Bool

    package init(
        account: AccountID,
        origin: Origin,
        accessKeyID: String,
        issuedAt: Int64,
        expiresAt: Int64,
        sessionPolicies: [String] = [],
        sessionPolicyARNs: [String] = [],
        tags: [String: String] = [:],
        transitiveTagKeys: [String] = [],
        contextKeys: [String: [String]] = [:],
        sourceIdentity: String? = nil,
        isMultiFactor: Bool = false
    ) {
        self.account = account
        self.origin = origin
        self.accessKeyID = accessKeyID
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.sessionPolicies = sessionPolicies
        self.sessionPolicyARNs = sessionPolicyARNs
        self.tags = tags
        self.transitiveTagKeys = transitiveTagKeys
        self.contextKeys = contextKeys
        self.sourceIdentity = sourceIdentity
        self.isMultiFactor = isMultiFactor
    }

    package var arn: String {
        switch origin {
        case .role(let name, _, _, let sessionName): "arn:aws:sts::\(account):assumed-role/\(name)/\(sessionName)"
        case .federatedUser(let name, _): "arn:aws:sts::\(account):federated-user/\(name)"
        case .own(let user?): "arn:aws:iam::\(account):user\(user.path)\(user.name)"
        case .own(nil): "arn:aws:iam::\(account):root"
        }
    }

    /// Whether the session is any good for a service at all: those of GetSessionToken without a second factor, and
    /// those of GetFederationToken, are none for IAM.
    ///
    /// Source: "Compare AWS STS credentials" in the IAM User Guide.
    package func mayCall(_ service: String) -> Bool {
        switch origin {
        case .role: true
        case .federatedUser: service != "iam"
        case .own: service != "iam" || isMultiFactor
        }
    }

    /// The role's own ARN, where the session is a role's.
    package var roleARN: String? {
        guard case .role(let name, let path, _, _) = origin else { return nil }
        return "arn:aws:iam::\(account):role\(path)\(name)"
    }
}

/// The user behind a session.
package struct SessionUser: Hashable, Sendable, Codable {
    package var name: String
    package var path: String
    package var id: String

    package init(name: String, path: String, id: String) {
        self.name = name
        self.path = path
        self.id = id
    }
}
