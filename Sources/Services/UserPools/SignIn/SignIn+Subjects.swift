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

        var username: String {
            switch self {
            case .user(let user, _): user.username
            case .stranger(let stranger): stranger.username
            }
        }
    }

    /// Finds the user; for an unknown name asks `UserMigration` where the flow brings a password, refuses where
    /// callers may learn it, and lets a stranger stand in where they may not.
    func subject(named name: String, migrating: Bool, _ request: SignInRequest) async throws -> Subject {
        let pool = request.pool
        let found = try await store.read { transaction -> Subject? in
            guard let user = try UserLookup.find(name, in: pool, transaction) else { return nil }
            return .user(user, try Passwords.get(user, transaction))
        }
        if let found { return found }
        if migrating, pool.settings.triggers.userMigration != nil,
            let migrated = try await migrateCounting(name, request)
        {
            return migrated
        }
        guard request.client.hidesUsers else { throw Refusal.noUser() }
        return .stranger(Stranger(name: name, in: pool, vault: store.vault))
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

    /// The user that a sealed state speaks of, with the password.
    func subject(of state: SignInState, _ request: SignInRequest) async throws -> Subject {
        let pool = request.pool
        guard !state.isStranger else {
            return .stranger(Stranger(name: state.name, in: pool, vault: store.vault))
        }
        let found = try await store.read { transaction -> Subject? in
            guard let user = try Users.find(sub: state.user, in: pool, transaction) else { return nil }
            return .user(user, try Passwords.get(user, transaction))
        }
        guard let found else {
            throw request.client.hidesUsers ? Refusal.wrongCredentials() : Refusal.noUser()
        }
        if let madeAt = state.passwordMadeAt, found.password?.createdAt != madeAt { throw Refusal.foreignSession() }
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
