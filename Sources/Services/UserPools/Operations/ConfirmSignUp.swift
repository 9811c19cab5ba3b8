import Kernel
import Storage
import UserPoolsModel
import Wire

/// Confirms a new user by the code that they were sent, which proves the address too.
struct ConfirmSignUp: Operation {
    typealias Model = UserPoolsModel.ConfirmSignUp

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username, category: .userCreation,
            store: store, call: call)
        guard input.session == nil else { throw Refusal.unsupported("Session") }
        try await store.countAttempt(
            .confirmSignUp, named: input.username, in: caller.pool, at: caller.call.time.milliseconds)
        let user = try await confirm(input, caller)
        try await triggers.postConfirmation(
            caller.context(of: user, clientMetadata: input.clientMetadata), source: "PostConfirmation_ConfirmSignUp")
        return Output(session: try session(for: user, caller))
    }

    /// For clients with `USER_AUTH`: the code just given stands for the first factor of a sign-in that follows.
    private func session(for user: StoredUser, _ caller: AppCaller) throws -> String? {
        guard caller.client.explicitAuthFlows?.contains("ALLOW_USER_AUTH") == true else { return nil }
        return try SignInSeal(vault: store.vault).confirmedSignUp(
            of: user, client: caller.client, in: caller.pool, random: store.random,
            at: caller.call.time.milliseconds
        ).text
    }

    /// Counts a wrong guess, so the transaction commits whatever the verdict; a taken alias undoes all of it, so that
    /// the same code can be sent again by force.
    private func confirm(_ input: Input, _ caller: AppCaller) async throws -> StoredUser {
        let codes = store.codes
        let outcome = try await store.write { transaction -> Result<StoredUser, ServiceError> in
            guard var user = try UserLookup.find(input.username, in: caller.pool, transaction) else {
                return .failure(Refusal.unknownUser(to: caller.client))
            }
            guard user.isEnabled else {
                return .failure(caller.client.hidesUsers ? Refusal.wrongCode() : Refusal.disabled())
            }
            guard user.status == .unconfirmed else { return .failure(Refusal.unconfirmable(user.status)) }
            let time = caller.call.time.milliseconds
            let verdict = try codes.check(
                input.confirmationCode, for: .signUp, of: user, at: time, in: transaction)
            guard case .right(let attribute) = verdict else { return .failure(Refusal.code(verdict)) }
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
}
