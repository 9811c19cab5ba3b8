import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Whom a name means: a user, or nobody, for whom something like a user stands in.
    enum Subject: Sendable {
        case user(StoredUser, StoredPassword?)
        case stranger(Stranger)

        var user: StoredUser? { if case .user(let user, _) = self { user } else { nil } }
        var password: StoredPassword? { if case .user(_, let password) = self { password } else { nil } }

        var sub: String {
            switch self {
            case .user(let user, _): user.sub
            case .stranger(let stranger): stranger.sub
            }
        }

        /// The name that clients reckon with: never the stored spelling where the pool ignores case.
        var username: String {
            switch self {
            case .user(let user, let password): password?.srpUserID ?? user.key
            case .stranger(let stranger): stranger.username
            }
        }
    }

    /// Finds the user; for an unknown name asks `UserMigration` where the flow brings a password, refuses where
    /// callers may learn it, and lets a stranger stand in where they may not.
    ///
    /// The work is the same whether somebody has the name or not.
    func subject(named name: String, migrating: Bool, _ request: SignInRequest) async throws -> Subject {
        let pool = request.pool
        let shadow = store.shadow
        let stranger = Stranger(name: name, in: pool, vault: store.vault)
        let found = try await store.read { transaction -> Subject? in
            let user = try UserLookup.findAlike(name, in: pool, shadow: shadow, transaction)
            let password = try Self.password(of: user?.sub ?? stranger.sub, in: pool, shadow: shadow, transaction)
            return user.map { .user($0, password) }
        }
        if let found { return found }
        if migrating, pool.settings.triggers.userMigration != nil,
            let migrated = try await migrateCounting(name, request)
        {
            return migrated
        }
        guard request.client.hidesUsers else { throw Refusal.noUser() }
        return .stranger(stranger)
    }

    /// A user's password; where there is none, a shadow's is read and forgotten.
    private static func password(
        of sub: String, in pool: StoredPool, shadow: Shadow, _ transaction: any ReadTransaction
    ) throws -> StoredPassword? {
        let found = try Passwords.records.get(
            Passwords.key(pool.id, sub), account: pool.account.digits, in: transaction)
        if found == nil { _ = try shadow.readPassword() }
        return found
    }

    /// Users who cannot sign in whatever they do, met as nobody: in flows that ask for more than a password, what is
    /// asked would tell them from names that nobody has. Only where callers must not learn it.
    func disguised(_ subject: Subject, named name: String, flow: SignInState.Flow, _ request: SignInRequest) -> Subject
    {
        guard request.client.hidesUsers, let user = subject.user else { return subject }
        let isShut: Bool
        switch flow {
        case .srp, .password: isShut = false
        case .custom:
            isShut =
                !user.isEnabled
                || ![.confirmed, .forceChangePassword, .unconfirmed, .resetRequired].contains(user.status)
        case .choice:
            let factors = SignInRules.firstFactors(of: user, hasPassword: subject.password != nil, in: request.pool)
            isShut = !user.isEnabled || factors.isEmpty
        }
        return isShut ? .stranger(Stranger(name: name, in: request.pool, vault: store.vault)) : subject
    }

    /// Each password that the function is asked about counts as a guess.
    private func migrateCounting(_ name: String, _ request: SignInRequest) async throws -> Subject? {
        let stranger = Stranger(name: name, in: request.pool, vault: store.vault)
        return try await attempting(as: stranger.sub, in: request.pool, at: request.now) { ticket in
            let migrated: Subject?
            do {
                migrated = try await migrate(name, request)
            } catch let refusal as ServiceError {
                throw WrongGuess(answer: refusal)
            }
            try await store.write { try Lockout.giveBack(ticket, $0) }
            return migrated
        }
    }

    /// The user that a sealed state speaks of, with the password; with the same work for nobody.
    func subject(of state: SignInState, _ request: SignInRequest) async throws -> Subject {
        let pool = request.pool
        let shadow = store.shadow
        let stranger = Stranger(name: state.name, in: pool, vault: store.vault)
        let found = try await store.read { transaction -> Subject? in
            let user = try Users.find(sub: state.user, in: pool, transaction)
            if user == nil {
                try shadow.readUser()
                // An index led to the user's record.
                _ = try Users.get(state.user, in: pool, transaction)
            }
            let password = try Self.password(of: state.user, in: pool, shadow: shadow, transaction)
            return user.map { .user($0, password) }
        }
        guard !state.isStranger else { return .stranger(stranger) }
        guard let found else {
            throw request.client.hidesUsers ? Refusal.wrongCredentials() : Refusal.noUser()
        }
        let madeAt = found.password?.createdAt ?? SignInState.noPassword
        guard state.passwordMadeAt ?? madeAt == madeAt else { throw Refusal.foreignSession() }
        return found
    }

    /// What triggers are told.
    func context(
        _ user: StoredUser?, named name: String, _ request: SignInRequest, metadata: [String: String]
    ) -> TriggerContext {
        TriggerContext(
            pool: request.pool, clientID: request.client.id, userName: user?.username ?? name,
            userAttributes: user.map(AttributeRules.forTriggers) ?? [:], clientMetadata: metadata,
            call: request.call, hidesUsers: request.client.hidesUsers)
    }
}
