import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Begins `USER_AUTH`: with the preferred factor where the user has it, else with a choice.
    func startChoice(_ state: SignInState, _ subject: Subject, _ request: SignInRequest) async throws -> SignInAnswer {
        let factors = firstFactors(of: subject, name: state.name, in: request.pool)
        var progress = Progress(request: request, state: state, user: shape(of: subject, in: request.pool))
        progress.available = factors
        if let preferred = request.parameters["PREFERRED_CHALLENGE"], factors.contains(preferred) {
            return try await select(preferred, subject, progress, mustBringProof: false)
        }
        return try await challenge(.choice(factors), ["USERNAME": state.username], progress)
    }

    private func firstFactors(of subject: Subject, name: String, in pool: StoredPool) -> [String] {
        if case .stranger(let stranger) = subject {
            return SignInRules.firstFactors(of: stranger, named: name, in: pool)
        }
        guard let user = subject.user else { return [] }
        return SignInRules.firstFactors(of: user, hasPassword: subject.password != nil, in: pool)
    }

    /// Goes on with a chosen first factor, whose proof may have come along.
    private func select(
        _ factor: String, _ subject: Subject, _ progress: Progress, mustBringProof: Bool
    ) async throws -> SignInAnswer {
        let request = progress.request
        let state = progress.state
        let parameters = ["USERNAME": state.username]
        switch factor {
        case "PASSWORD":
            if !mustBringProof, request.parameters["PASSWORD"] == nil {
                return try await challenge(.password, parameters, progress)
            }
            return try await prove(
                password: try request.required("PASSWORD"), of: subject, state, answering: progress.answered, request)
        case "PASSWORD_SRP":
            if !mustBringProof, request.parameters["SRP_A"] == nil {
                return try await challenge(.passwordSRP, parameters, progress)
            }
            return try await challengeSRP(
                state, subject, answering: progress.answered, available: progress.available, request)
        default:
            let attribute = factor == "SMS_OTP" ? "phone_number" : "email"
            guard !state.isStranger else { return try await pretendCode(factor, to: attribute, progress) }
            return try await sendCode(factor, to: attribute, isFirstFactor: true, progress)
        }
    }

    /// Answers for an unknown user as if a code had been sent, and keeps as much as if it had.
    private func pretendCode(_ name: String, to attribute: String, _ progress: Progress) async throws -> SignInAnswer {
        let request = progress.request
        let decoys = Decoys(vault: store.vault)
        let address = decoys.address(attribute, of: progress.state.name, in: request.pool)
        var parameters = Self.delivery(to: AddressMask.mask(address), isText: attribute == "phone_number")
        parameters["USERNAME"] = progress.state.username
        let code = store.random.characters(8, from: Array("0123456789"))
        var progress = progress
        progress.decoy = try decoys.message(
            .authentication, to: address, attribute, named: progress.state.name, in: request.pool, at: request.now)
        return try await challenge(
            .code(
                SignInCode(
                    challenge: name, isFirstFactor: true, code: code, attribute: attribute, address: address)),
            parameters, progress)
    }

    /// Answers `SELECT_CHALLENGE`.
    func respondChoice(_ request: SignInRequest) async throws -> SignInAnswer {
        let answer = try request.required("ANSWER")
        let (state, subject) = try await answered("SELECT_CHALLENGE", request)
        guard case .choice(let factors) = state.pending, factors.contains(answer) else {
            throw Refusal.invalid("Selected challenge is not available.")
        }
        let progress = Progress(
            request: request, state: state, user: shape(of: subject, in: request.pool), answered: state)
        return try await select(answer, subject, progress, mustBringProof: true)
    }

    /// Answers `PASSWORD`. A wrong one leaves the session as it is.
    func respondPassword(_ request: SignInRequest) async throws -> SignInAnswer {
        let password = try request.required("PASSWORD")
        let (state, subject) = try await answered("PASSWORD", request)
        return try await prove(password: password, of: subject, state, answering: state, request)
    }

    /// Answers `PASSWORD_SRP` with the first step of SRP.
    func respondPasswordSRP(_ request: SignInRequest) async throws -> SignInAnswer {
        _ = try request.clientValue()
        let (state, subject) = try await answered("PASSWORD_SRP", request)
        return try await challengeSRP(state, subject, answering: state, request)
    }

    /// Signs in with the session of a sign-up that was just confirmed by a code, in place of a first factor.
    func resume(_ text: String, named name: String, _ request: SignInRequest) async throws -> SignInAnswer {
        let state = try await open(text, request)
        guard state.pending == .confirmedSignUp else { throw Refusal.foreignSession() }
        try await checkName(name, means: state, request)
        let subject = try await subject(of: state, request)
        guard let user = subject.user else { throw Refusal.wrongCredentials() }
        try SignInRules.admit(user)
        try await triggers.preAuthentication(
            context(user, named: name, request, metadata: [:]), validationData: request.metadata, userNotFound: false)
        return try await advance(
            Progress(request: request, state: state.proving(.oneTimeCode), user: user, answered: state))
    }
}
