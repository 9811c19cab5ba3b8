import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Asks for a second factor.
    func challenge(_ kind: SecondFactorKind, _ progress: Progress) async throws -> SignInAnswer {
        switch kind {
        case .sms: return try await sendCode("SMS_MFA", to: "phone_number", isFirstFactor: false, progress)
        case .email: return try await sendCode("EMAIL_OTP", to: "email", isFirstFactor: false, progress)
        case .softwareToken:
            guard progress.user.mfa.seed != nil else { throw Refusal.noSoftwareToken() }
            var parameters = ["USER_ID_FOR_SRP": progress.state.username]
            if let name = progress.user.mfa.seedName { parameters["FRIENDLY_DEVICE_NAME"] = name }
            return try await challenge(.softwareToken, parameters, progress)
        }
    }

    /// Sends a code: six digits beside a password, eight in its place. Observed: AWS's codes have these lengths.
    func sendCode(
        _ name: String, to attribute: String, isFirstFactor: Bool, _ progress: Progress
    ) async throws -> SignInAnswer {
        let request = progress.request
        let code = store.random.characters(isFirstFactor ? 8 : 6, from: Array("0123456789"))
        let message = try await codes.prepare(
            .authentication, code: code, to: attribute, of: progress.user, in: request.pool, client: request.client,
            clientMetadata: request.triggerMetadata, call: request.call)
        let pending = PendingChallenge.code(
            SignInCode(
                challenge: name, isFirstFactor: isFirstFactor, code: code, attribute: attribute,
                address: progress.user.attributes[attribute] ?? ""))
        var parameters = Self.delivery(to: message.details.destination ?? "", isText: attribute == "phone_number")
        if isFirstFactor {
            parameters["USERNAME"] = progress.state.username
        } else {
            parameters["USER_ID_FOR_SRP"] = progress.state.username
        }
        return try await challenge(pending, parameters, progress, message: message)
    }

    static func delivery(to destination: String, isText: Bool) -> [String: String] {
        [
            "CODE_DELIVERY_DELIVERY_MEDIUM": isText ? "SMS" : "EMAIL",
            "CODE_DELIVERY_DESTINATION": destination,
        ]
    }

    /// Answers `SMS_MFA`, `EMAIL_OTP` and `SMS_OTP`. A wrong code leaves the session as it is.
    func respondCode(_ name: String, _ request: SignInRequest) async throws -> SignInAnswer {
        let given = try request.required("\(name)_CODE")
        let (state, subject) = try await answered(name, request)
        guard case .code(let code) = state.pending, code.challenge == name else { throw Refusal.wrongSignInCode() }
        return try await attempting(as: state.user, in: request.pool, at: request.now) { ticket in
            guard ConstantTime.equal(given, code.code), let user = subject.user else {
                throw WrongGuess(answer: Refusal.wrongSignInCode())
            }
            try SignInRules.admit(user)
            guard code.wentTo(user) else { throw Refusal.foreignSession() }
            var progress = Progress(
                request: request, state: state.proving(code.isFirstFactor ? .oneTimeCode : .secondFactor), user: user,
                ticket: ticket, answered: state)
            progress.note(name)
            if name == "SMS_MFA", let number = user.attributes["phone_number"] {
                try await verifyPhone(number, &progress)
            }
            return try await advance(progress)
        }
    }

    /// A code that came back proves the number it was sent to, unless somebody else signs in with it already.
    private func verifyPhone(_ number: String, _ progress: inout Progress) async throws {
        let pool = progress.request.pool
        guard !progress.user.isVerified("phone_number") else { return }
        var verified = progress.user
        verified.attributes["phone_number_verified"] = "true"
        let aliases = AliasRules.aliases(of: verified, in: pool)
        let candidate = verified
        let taken = try await store.read { try AliasRules.taken(aliases, by: candidate, in: pool, $0) }
        guard taken == nil else { return }
        progress.user = verified
        progress.edit = { user in
            if user.attributes["phone_number"] == number { user.attributes["phone_number_verified"] = "true" }
        }
    }

    /// Answers `SOFTWARE_TOKEN_MFA`. Each code is good once.
    func respondSoftwareToken(_ request: SignInRequest) async throws -> SignInAnswer {
        let given = try request.required("SOFTWARE_TOKEN_MFA_CODE")
        let (state, subject) = try await answered("SOFTWARE_TOKEN_MFA", request)
        guard state.pending == .softwareToken, let user = subject.user else { throw Refusal.wrongSignInCode() }
        return try await attempting(as: state.user, in: request.pool, at: request.now) { ticket in
            try SignInRules.admit(user)
            guard let seed = user.mfa.seed else { throw Refusal.noSoftwareToken() }
            let step = try SoftwareTokens(vault: store.vault).step(
                of: given, seed: seed, user: user, at: request.call.time)
            guard let step else { throw WrongGuess(answer: Refusal.wrongSoftwareCode()) }
            guard step > user.mfa.spentStep ?? .min else { throw WrongGuess(answer: Refusal.spentSoftwareCode()) }
            var progress = Progress(
                request: request, state: state.proving(.secondFactor), user: user, ticket: ticket, answered: state)
            progress.user.mfa.spentStep = step
            progress.edit = { user in
                guard step > user.mfa.spentStep ?? .min else { throw Refusal.spentSoftwareCode() }
                user.mfa.spentStep = step
            }
            progress.note("SOFTWARE_TOKEN_MFA")
            return try await advance(progress)
        }
    }

    /// Answers `SELECT_MFA_TYPE`.
    func respondMFAChoice(_ request: SignInRequest) async throws -> SignInAnswer {
        let answer = try request.required("ANSWER")
        let (state, subject) = try await answered("SELECT_MFA_TYPE", request)
        guard case .mfaChoice(let kinds) = state.pending, let user = subject.user else {
            throw Refusal.foreignSession()
        }
        // The API reference calls the code by mail EMAIL_MFA here.
        guard let kind = SecondFactorKind(rawValue: answer == "EMAIL_MFA" ? "EMAIL_OTP" : answer),
            kinds.contains(kind)
        else { throw Refusal.invalid("Invalid answer \(answer): choose one of MFAS_CAN_CHOOSE.") }
        try SignInRules.admit(user)
        return try await challenge(kind, Progress(request: request, state: state, user: user, answered: state))
    }
}
