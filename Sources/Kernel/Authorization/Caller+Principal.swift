package import IAMPolicy

extension Caller {
    /// A principal as policies see it.
    package init(_ principal: Principal) {
        switch principal {
        case .anonymous:
            self.init(kind: .anonymous, arn: principal.arn)
        case .root(let account):
            self.init(kind: .root, arn: principal.arn, account: account.digits, userID: account.digits)
        case .user(let user):
            self.init(
                kind: .user, arn: user.arn, account: user.account.digits, userID: user.id, userName: user.name)
        case .service(let name, let account):
            self.init(kind: .service(name), arn: name, account: account.digits)
        case .session(let session):
            self.init(session)
        }
    }

    private init(_ session: SessionPrincipal) {
        let account = session.account.digits
        switch session.origin {
        case .role(_, _, let id, let sessionName):
            let kind = Kind.roleSession(role: session.roleARN ?? "")
            self.init(kind: kind, arn: session.arn, account: account, userID: "\(id):\(sessionName)")
        case .federatedUser(let name, let issuer):
            let issuerARN = issuer.map { "arn:aws:iam::\(account):user\($0.path)\($0.name)" }
            let kind = Kind.federatedUser(issuer: issuerARN)
            self.init(kind: kind, arn: session.arn, account: account, userID: "\(account):\(name)")
        case .own(let user?):
            self.init(kind: .user, arn: session.arn, account: account, userID: user.id, userName: user.name)
        case .own(nil):
            self.init(kind: .root, arn: session.arn, account: account, userID: account)
        }
    }
}
