import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Whether a password is to be proved by SRP before the functions ask for more.
    func isSRPFirst(_ request: SignInRequest) -> Bool {
        [request.parameters["CHALLENGE_NAME"], request.parameters["ChallengeName"]].contains("SRP_A")
    }

    func startCustom(_ state: SignInState, _ subject: Subject, _ request: SignInRequest) async throws -> SignInAnswer {
        guard request.pool.settings.triggers.defineAuthChallenge != nil else {
            throw Refusal.invalid("Custom auth lambda trigger is not configured for the user pool.")
        }
        var progress = Progress(request: request, state: state, user: shape(of: subject, in: request.pool))
        if isSRPFirst(request) { progress.note("SRP_A") }
        return try await askFunctions(progress)
    }

    /// Lets `DefineAuthChallenge` say what comes next.
    func askFunctions(_ progress: Progress) async throws -> SignInAnswer {
        let state = progress.state
        let context = functionContext(progress)
        let step = try await triggers.defineAuthChallenge(
            context, session: state.history, userNotFound: state.isStranger)
        switch step {
        case .fail: throw Refusal.wrongCredentials()
        case .issueTokens:
            guard !state.isStranger else { throw Refusal.wrongCredentials() }
            try SignInRules.admit(progress.user)
            return try await finish(progress, device: try await device(of: progress))
        case .challenge("CUSTOM_CHALLENGE"):
            let made = try await triggers.createAuthChallenge(
                context, challengeName: "CUSTOM_CHALLENGE", session: state.history, userNotFound: state.isStranger)
            let step = CustomStep(privateParameters: made.privateParameters, metadata: made.metadata)
            let parameters = made.publicParameters.merging(["USERNAME": state.username]) { _, own in own }
            return try await challenge(.custom(step), parameters, progress)
        case .challenge("PASSWORD_VERIFIER") where state.history.last?.challengeName == "SRP_A":
            let subject = try await subject(of: state, progress.request)
            return try await challengeSRP(state, subject, progress.request)
        case .challenge(let name):
            guard let kind = SecondFactorKind(rawValue: name) else {
                throw UserPoolsError.invalidLambdaResponse("DefineAuthChallenge named the unknown challenge \(name).")
            }
            guard !state.isStranger else { throw Refusal.wrongCredentials() }
            try SignInRules.admit(progress.user)
            return try await challenge(kind, progress)
        }
    }

    /// Answers `CUSTOM_CHALLENGE`: what `VerifyAuthChallengeResponse` finds wrong counts as a wrong guess, but it is
    /// `DefineAuthChallenge` that says whether the user may go on.
    func respondCustom(_ request: SignInRequest) async throws -> SignInAnswer {
        let answer = try request.required("ANSWER")
        let (state, subject) = try await answered("CUSTOM_CHALLENGE", request)
        guard case .custom(let step) = state.pending else { throw Refusal.foreignSession() }
        // Where users are hidden, who may not sign in learns so once the functions are content.
        if let user = subject.user, !request.client.hidesUsers { try SignInRules.admit(user) }
        return try await attempting(as: state.user, in: request.pool, at: request.now) { ticket in
            var progress = Progress(
                request: request, state: state, user: shape(of: subject, in: request.pool), answered: state)
            let isRight = try await triggers.verifyAuthChallenge(
                functionContext(progress), answer: answer, privateParameters: step.privateParameters,
                userNotFound: state.isStranger)
            progress.note("CUSTOM_CHALLENGE", isRight: isRight, metadata: step.metadata)
            if isRight {
                progress.ticket = ticket
                return try await askFunctions(progress)
            }
            do {
                return try await askFunctions(progress)
            } catch let refusal as ServiceError {
                throw WrongGuess(answer: refusal)
            }
        }
    }

    private func functionContext(_ progress: Progress) -> TriggerContext {
        context(
            progress.state.isStranger ? nil : progress.user, named: progress.state.name, progress.request,
            metadata: progress.request.triggerMetadata)
    }

    /// A user, or a record in the form of one for somebody who does not exist; it is never stored.
    func shape(of subject: Subject, in pool: StoredPool) -> StoredUser {
        subject.user
            ?? StoredUser(
                pool: pool.id, account: pool.account, username: subject.username, key: subject.sub, sub: subject.sub,
                attributes: [:], status: .confirmed, createdAt: 0, modifiedAt: 0)
    }
}
