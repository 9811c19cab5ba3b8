import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Takes the answer to a challenge.
    func respond(_ challenge: String, _ request: SignInRequest) async throws -> SignInAnswer {
        switch challenge {
        case "PASSWORD_VERIFIER": return try await respondPasswordVerifier(request)
        case "SMS_MFA", "EMAIL_OTP", "SMS_OTP": return try await respondCode(challenge, request)
        case "SOFTWARE_TOKEN_MFA": return try await respondSoftwareToken(request)
        case "SELECT_MFA_TYPE": return try await respondMFAChoice(request)
        case "MFA_SETUP": return try await respondMFASetup(request)
        case "NEW_PASSWORD_REQUIRED": return try await respondNewPassword(request)
        case "CUSTOM_CHALLENGE": return try await respondCustom(request)
        case "SELECT_CHALLENGE": return try await respondChoice(request)
        case "PASSWORD": return try await respondPassword(request)
        case "PASSWORD_SRP": return try await respondPasswordSRP(request)
        case "DEVICE_SRP_AUTH": return try await respondDeviceSRP(request)
        case "DEVICE_PASSWORD_VERIFIER": return try await respondDeviceVerifier(request)
        case "WEB_AUTHN": throw Refusal.unsupported("WEB_AUTHN")
        default: throw Refusal.invalid("Challenge response for \(challenge) is not supported.")
        }
    }

    /// The step that is answered, and whom it speaks of; refuses sessions of other clients, users and challenges.
    func answered(_ challenge: String, _ request: SignInRequest) async throws -> (SignInState, Subject) {
        let name = try request.required("USERNAME")
        guard let text = request.session else { throw Refusal.missingParameter("Session") }
        var state = try await open(text, request)
        // Clients may name their device late; one that has proved itself stays.
        if !state.has(.device), let device = request.parameters["DEVICE_KEY"] { state.device = device }
        guard state.pending.name == challenge else {
            if case .code = state.pending { throw Refusal.wrongSignInCode() }
            throw challenge.hasSuffix("_MFA") ? Refusal.wrongSignInCode() : Refusal.foreignSession()
        }
        try await checkName(name, means: state, request)
        return (state, try await subject(of: state, request))
    }

    /// Opens a session that was given out for this client and not yet answered.
    func open(_ text: String, _ request: SignInRequest) async throws -> SignInState {
        let seal = seal
        let state = try await store.read { transaction in
            let state = try seal.open(text, at: request.now, transaction)
            guard try !SpentSessions.contains(state, in: request.pool, transaction) else {
                throw Refusal.spentSession()
            }
            return state
        }
        try checkBinding(of: state, request)
        return state
    }

    /// A session counts for the client it was given to.
    func checkBinding(of state: SignInState, _ request: SignInRequest) throws {
        guard state.pool == request.pool.id, state.client == request.client.id else { throw Refusal.foreignSession() }
    }

    /// Refuses another user's name, and a `SECRET_HASH` made over another name than that, the one that was typed at
    /// first, or the one that the challenge told.
    func checkName(_ name: String, means state: SignInState, _ request: SignInRequest) async throws {
        // Clients bring no secret to the first step of a device; those about it have proved it.
        if state.pending != .deviceSRP || request.parameters["SECRET_HASH"] != nil {
            try request.checkSecret(over: [name, state.username, state.name], vault: store.vault)
        }
        let pool = request.pool
        let known = [state.name, state.username].map(pool.folded)
        if known.contains(pool.folded(name)) || name == state.user { return }
        let found = try await store.read { try UserLookup.find(name, in: pool, $0) }
        guard let found, found.sub == state.user else { throw Refusal.foreignSession() }
    }
}
