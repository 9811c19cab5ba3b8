import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SignIn {
    /// Checks a password that was sent, and goes on.
    ///
    /// - Parameter answered: the step that asked for it, where one did.
    func prove(
        password: String, of subject: Subject, _ state: SignInState, answering answered: SignInState? = nil,
        _ request: SignInRequest
    ) async throws -> SignInAnswer {
        try await attempting(as: state.user, in: request.pool, at: request.now) { ticket in
            let isRight = try await passwords.verify(password, against: subject.password)
            let user = try admitted(subject, isRight: isRight, request)
            return try await advance(
                Progress(
                    request: request, state: state.proving(.password), user: user, ticket: ticket, answered: answered))
        }
    }

    /// The user whose password was proved; refuses wrong proofs, then users who may not sign in.
    ///
    /// Nobody's old password counts once it must be reset, so that is said whatever was proved; where users are hidden,
    /// to those who proved it. Source: "Imported users" in "Managing user existence error responses".
    func admitted(_ subject: Subject, isRight: Bool, _ request: SignInRequest) throws -> StoredUser {
        guard let user = subject.user else { throw WrongGuess(answer: Refusal.wrongCredentials()) }
        if user.isEnabled, user.status == .resetRequired, !request.client.hidesUsers { try SignInRules.admit(user) }
        guard isRight, let password = subject.password else {
            throw WrongGuess(answer: Refusal.wrongCredentials())
        }
        try SignInRules.admit(user)
        let validity = Int64(request.pool.settings.passwordPolicy.temporaryValidity) * 86_400_000
        if user.status == .forceChangePassword, request.now >= password.createdAt + validity {
            throw UserPoolsError.notAuthorized(
                "Temporary password has expired and must be reset by an administrator.")
        }
        return user
    }

    /// Answers the client's A with B, a salt, and a secret block that holds what the second step needs.
    func challengeSRP(
        _ state: SignInState, _ subject: Subject, answering answered: SignInState? = nil, available: [String]? = nil,
        _ request: SignInRequest
    ) async throws -> SignInAnswer {
        let value = try request.clientValue()
        let state = next(after: state, .passwordVerifier, request)
        let verifier = try verifier(of: subject, name: state.name, in: request.pool)
        let (block, server) = try exchange(value, verifier: verifier, state: state)
        let parameters = [
            "SALT": verifier.saltHexadecimal, "SECRET_BLOCK": block, "SRP_B": server.hexadecimal,
            "USERNAME": state.username, "USER_ID_FOR_SRP": state.username,
        ]
        // The block is all that USER_SRP_AUTH needs; AWS sends no session with it either.
        let session = state.flow == .srp ? nil : try seal.session(for: state, in: request.pool)
        if answered != nil || session?.kept != nil {
            let pool = request.pool
            try await store.write { transaction in
                if let answered { try SpentSessions.spend(answered, in: pool, transaction) }
                try session?.store(in: transaction)
            }
        }
        return .challenge(
            .init(name: "PASSWORD_VERIFIER", parameters: parameters, session: session?.text, available: available))
    }

    /// Whoever has no password is reckoned with a shadow's, which no password fits.
    private func verifier(
        of subject: Subject, name: String, in pool: StoredPool
    ) throws -> SecureRemotePassword.Verifier {
        if let password = subject.password, let verifier = try passwords.verifier(of: password) { return verifier }
        let stranger =
            if case .stranger(let stranger) = subject {
                stranger
            } else {
                Stranger(name: name, in: pool, vault: store.vault)
            }
        return try passwords.verifier(withoutPasswordBut: stranger.salt, shadow: store.shadow.readPassword())
    }

    /// The server's half of a key exchange, sealed.
    func exchange(
        _ client: SRPValue, verifier: SecureRemotePassword.Verifier, state: SignInState
    ) throws -> (block: String, server: SRPValue) {
        let secret = store.random.bytes(SecureRemotePassword.secretLength)
        let server = SecureRemotePassword.challenge(for: verifier, secret: secret)
        let exchange = ProofExchange(
            clientValue: client.hexadecimal, serverValue: server.hexadecimal, secret: Data(secret), state: state)
        return (try seal.block(for: exchange), server)
    }

    /// Answers `PASSWORD_VERIFIER`. The block is spent by one answer, be it right or wrong.
    func respondPasswordVerifier(_ request: SignInRequest) async throws -> SignInAnswer {
        let name = try request.required("USERNAME")
        let (exchange, proof) = try openProof(request)
        var state = exchange.state
        guard state.pending == .passwordVerifier else { throw Refusal.foreignSession() }
        try checkBinding(of: state, request)
        let subject = try await subject(of: state, request)
        try await checkName(name, means: state, request)
        state.device = request.parameters["DEVICE_KEY"] ?? state.device
        let spent = exchange.state
        let proved = state.proving(.password)
        return try await attempting(as: state.user, spending: spent, in: request.pool, at: request.now) { ticket in
            let verifier = try verifier(of: subject, name: state.name, in: request.pool)
            let isRight = try proof.isRight(
                exchange, verifier: verifier,
                pool: subject.password?.srpPoolName ?? request.pool.id.srpName,
                user: subject.password?.srpUserID ?? state.username)
            let user = try admitted(subject, isRight: isRight, request)
            var progress = Progress(request: request, state: proved, user: user, ticket: ticket)
            if state.flow == .custom { progress.note("PASSWORD_VERIFIER") }
            return try await advance(progress)
        }
    }
}
