internal import Kernel
internal import Wire

extension Principal {
    /// The id by which AWS tells principals apart, as `GetCallerIdentity` and `aws:userid` give it.
    ///
    /// Source: the table of principal key values in the IAM User Guide.
    var userID: String {
        switch self {
        case .anonymous: "anonymous"
        case .root(let account): account.digits
        case .user(let user): user.id
        case .session(let session): session.userID
        case .service(let name, _): name
        }
    }

    /// Whether the account itself calls, by its own key or in a session of its own.
    var isRoot: Bool {
        switch self {
        case .root: true
        case .session(let session): session.origin == .own(nil)
        case .anonymous, .user, .service: false
        }
    }

    var session: SessionPrincipal? {
        guard case .session(let session) = self else { return nil }
        return session
    }

    /// The session, if it is a role's: whoever assumes a further role with it chains.
    var roleSession: SessionPrincipal? {
        guard let session, case .role = session.origin else { return nil }
        return session
    }

    /// Refuses federated users, who may call nothing of STS but GetCallerIdentity.
    ///
    /// Source: "Compare AWS STS credentials" in the IAM User Guide.
    func refuseIfFederated(_ action: String, on resource: String) throws(ServiceError) {
        guard let session, case .federatedUser = session.origin else { return }
        throw denied(action, on: resource)
    }

    /// Refuses sessions, which may not make further sessions of their user. Source: the answer of AWS itself.
    func refuseIfSession(calling operation: String) throws(ServiceError) {
        guard session != nil else { return }
        throw CommonError.accessDenied("Cannot call \(operation) with session credentials")
    }

    /// AWS's denial where it does not say why.
    func denied(_ action: String, on resource: String) -> ServiceError {
        CommonError.accessDenied("User: \(arn) is not authorized to perform: \(action) on resource: \(resource)")
    }
}

extension SessionPrincipal {
    var userID: String {
        switch origin {
        case .role(_, _, let id, let sessionName): "\(id):\(sessionName)"
        case .federatedUser(let name, _): "\(account):\(name)"
        case .own(let user): user?.id ?? account.digits
        }
    }
}

extension Principal {
    /// The user for whom a session is opened, `nil` for root; nobody else has sessions of their own.
    var sessionUser: SessionUser? {
        get throws(ServiceError) {
            switch self {
            case .root: return nil
            case .user(let user): return SessionUser(name: user.name, path: user.path, id: user.id)
            case .anonymous, .session, .service:
                throw CommonError.accessDenied("Only users and root may open sessions of their own.")
            }
        }
    }
}
