import Kernel
import Storage
import UserPoolsModel
import Wire

/// Confirms a new user by the code that they were sent, which proves the address too. Who brings the session of the
/// sign-up gets one with which to sign in at once.
///
/// AWS tells who is confirmed already, where users are hidden too. So that nothing follows from it, half of the names
/// that nobody has are told the same here, and in `ResendConfirmationCode`.
struct ConfirmSignUp: Operation {
    typealias Model = UserPoolsModel.ConfirmSignUp

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username, category: .userCreation,
            store: store, call: call)
        let time = caller.call.time.milliseconds
        let seal = SignInSeal(vault: store.vault)
        let signUp = try await store.read { transaction in
            try input.session.flatMap {
                try seal.signUp($0, client: caller.client, in: caller.pool, at: time, transaction)
            }
        }
        try await store.countAttempt(.confirmSignUp, named: input.username, in: caller.pool, at: time)
        let user = try await confirm(input, signUp, caller)
        try await triggers.postConfirmation(
            caller.context(of: user, clientMetadata: input.clientMetadata), source: "PostConfirmation_ConfirmSignUp")
        guard signUp != nil else { return Output() }
        return Output(
            session: try seal.confirmedSignUp(
                of: user, client: caller.client, in: caller.pool, random: store.random, at: time
            ).text)
    }

    /// Counts a wrong guess, so the transaction commits whatever the verdict; a taken alias and somebody else's session
    /// undo all of it, so that the same code can be brought again.
    private func confirm(_ input: Input, _ signUp: SignInState?, _ caller: AppCaller) async throws -> StoredUser {
        let (codes, shadow) = (store.codes, store.shadow)
        let time = caller.call.time.milliseconds
        let stranger = Stranger(name: input.username, in: caller.pool, vault: store.vault)
        let decoy = Decoys(vault: store.vault).draft(
            .signUp, for: input.username, in: caller.pool, store: store, at: time)
        let outcome = try await store.write { transaction -> Result<StoredUser, ServiceError> in
            let found = try UserLookup.findAlike(input.username, in: caller.pool, shadow: shadow, transaction)
            guard var user = found, user.isEnabled || !caller.client.hidesUsers else {
                guard caller.client.hidesUsers else { return .failure(Refusal.noCombination()) }
                guard found != nil || !stranger.isConfirmed else { return .failure(Refusal.unconfirmable(.confirmed)) }
                // As much is written as where a wrong guess is counted.
                try decoy.store(in: transaction)
                return .failure(Refusal.wrongCode())
            }
            guard user.isEnabled else { return .failure(Refusal.disabled()) }
            guard user.status == .unconfirmed else { return .failure(Refusal.unconfirmable(user.status)) }
            let verdict = try codes.check(
                input.confirmationCode, for: .signUp, of: user, at: time, in: transaction)
            guard case .right(let attribute) = verdict else { return .failure(Self.refusal(verdict, caller.client)) }
            guard signUp == nil || signUp?.user == user.sub else { throw Refusal.foreignSession() }
            user.status = .confirmed
            user.attributes["\(attribute)_verified"] = "true"
            user.aliases = AliasRules.aliases(of: user, in: caller.pool)
            user.modifiedAt = time
            try AliasRules.replaceVerified(
                user, in: caller.pool, isForced: input.forceAliasCreation ?? false, at: time, transaction)
            return .success(user)
        }
        return try outcome.get()
    }

    /// Where users are hidden, no code and a dead one are wrong ones, as every code is for nobody. AWS tells that a
    /// code has expired.
    ///
    /// Source: "Managing user existence error responses" in the developer guide.
    private static func refusal(_ verdict: VerificationCodes.Verdict, _ client: StoredClient) -> ServiceError {
        let isSilent = client.hidesUsers && (verdict == .none || verdict == .exhausted)
        return isSilent ? Refusal.wrongCode() : Refusal.code(verdict)
    }
}
