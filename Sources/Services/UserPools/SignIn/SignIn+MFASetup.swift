import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// A request that a session alone speaks of: `AssociateSoftwareToken` and `VerifySoftwareToken` name no client.
    private func request(for text: String, in call: Call) async throws -> (SignInState, SignInRequest) {
        let seal = seal
        let now = call.time.milliseconds
        let sealed = try await store.read { try seal.open(text, at: now, $0) }
        let (client, pool) = try await store.directory.client(sealed.client)
        let request = SignInRequest(
            pool: pool, client: client, isAdmin: false, parameters: [:], metadata: [:], session: text, isAnswer: true,
            call: pool.call(call))
        return (try await open(text, request), request)
    }

    /// Begins an authenticator app for a user who must have one to sign in.
    func associate(session text: String, in call: Call) async throws -> (secret: [UInt8], session: String) {
        let (state, request) = try await request(for: text, in: call)
        guard case .mfaSetup(let setup) = state.pending else { throw Refusal.foreignSession() }
        guard setup.kinds.contains(.softwareToken) else { throw Refusal.noSoftwareTokens() }
        guard let user = try await subject(of: state, request).user else { throw Refusal.wrongCredentials() }
        guard Self.mustSetUp(user, in: request.pool) else { throw Refusal.spentSession() }
        let seed = store.random.bytes(SoftwareTokens.seedLength)
        let pending = PendingChallenge.mfaSetup(MFASetup(kinds: setup.kinds, seed: seed))
        let session = try await renew(
            pending, Progress(request: request, state: state, user: user, answered: state))
        return (seed, session)
    }

    /// Takes the app's first code; the user has the factor from then on.
    func verify(_ code: String, name: String?, session text: String, in call: Call) async throws -> String {
        let (state, request) = try await request(for: text, in: call)
        guard case .mfaSetup(var setup) = state.pending, let seed = setup.seed, !setup.isVerified else {
            throw Refusal.foreignSession()
        }
        guard let user = try await subject(of: state, request).user else { throw Refusal.wrongCredentials() }
        let sealed = try SoftwareTokens(vault: store.vault).seal(seed, for: user)
        setup.isVerified = true
        let kept = setup
        return try await attempting(as: state.user, in: request.pool, at: request.now) { ticket in
            guard let step = SoftwareTokens.step(of: code, seed: seed, at: request.call.time) else {
                throw WrongGuess(answer: UserPoolsError.enableSoftwareTokenMFA("Code mismatch"))
            }
            return try await renew(
                .mfaSetup(kept),
                Progress(
                    request: request, state: state, user: user, ticket: ticket, answered: state,
                    edit: { user in
                        // Somebody who has got a factor meanwhile keeps it.
                        guard Self.mustSetUp(user, in: request.pool) else { throw Refusal.spentSession() }
                        user.mfa.takeSoftwareToken(sealed, name: name, step: step, isEnabled: true)
                    }))
        }
    }

    private static func mustSetUp(_ user: StoredUser, in pool: StoredPool) -> Bool {
        if case .setup = SecondFactors.demand(of: pool, for: user) { true } else { false }
    }

    /// The same step in another session, which lives no longer than the first.
    private func renew(_ pending: PendingChallenge, _ progress: Progress) async throws -> String {
        var state = next(after: progress.state, pending, progress.request)
        state.expiresAt = progress.state.expiresAt
        let session = try seal.session(for: state, in: progress.request.pool)
        try await settle(progress, Outcome(session: session))
        return session.text
    }

    /// Answers `MFA_SETUP`, once the app's first code was seen.
    func respondMFASetup(_ request: SignInRequest) async throws -> SignInAnswer {
        let (state, subject) = try await answered("MFA_SETUP", request)
        guard case .mfaSetup(let setup) = state.pending, setup.isVerified, let seed = setup.seed,
            let user = subject.user, let kept = user.mfa.seed,
            ConstantTime.equal(try store.vault.open(kept, for: UserMFA.seedContext(user.sub)), seed)
        else { throw Refusal.foreignSession() }
        try SignInRules.admit(user)
        return try await advance(
            Progress(request: request, state: state.proving(.secondFactor), user: user, answered: state))
    }
}

extension UserMFA {
    /// Puts an authenticator app whose code was seen in the place of an earlier one.
    mutating func takeSoftwareToken(_ sealed: Sealed, name: String?, step: Int64, isEnabled: Bool) {
        seed = sealed
        pendingSeed = nil
        seedName = name
        spentStep = step
        if isEnabled { isSoftwareTokenEnabled = true }
    }
}
