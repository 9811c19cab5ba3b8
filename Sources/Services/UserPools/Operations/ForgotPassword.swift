import Kernel
import Storage
import UserPoolsModel
import Wire

/// Sends a code with which a forgotten password can be replaced.
///
/// Where users are hidden, a name that does not exist, is disabled or has no verified address is answered like any
/// other, at the same cost. That somebody has a temporary password is told, as AWS tells it.
///
/// Source: "Managing user existence error responses" in the developer guide.
struct ForgotPassword: Operation {
    typealias Model = UserPoolsModel.ForgotPassword

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username,
            category: .userAccountRecovery, store: store, call: call)
        // Of a pool, not of a user: it is said before anybody is looked up.
        try AccountRecovery.checkAllowed(in: caller.pool)
        let known = try await store.countAttempt(
            .forgotPassword, named: input.username, in: caller.pool, at: caller.call.time.milliseconds)
        do {
            guard let user = try await user(known, input, caller) else { throw Refusal.noCombination() }
            let attribute = try recoverable(user, in: caller.pool)
            return Output(codeDeliveryDetails: try await send(to: attribute, of: user, input, caller))
        } catch let refusal as HiddenRefusal {
            throw refusal.error
        } catch let error as ServiceError {
            guard caller.client.hidesUsers, isTelling(error) else { throw error }
            return Output(
                codeDeliveryDetails: try await Decoys(vault: store.vault).deliver(
                    .forgotPassword, to: input.username, by: caller, store: store))
        }
    }

    /// A refusal of a trigger, which goes out even where users are hidden.
    private struct HiddenRefusal: Error {
        var error: ServiceError
    }

    /// The user, who may come from elsewhere at this very moment.
    private func user(_ known: StoredUser?, _ input: Input, _ caller: AppCaller) async throws -> StoredUser? {
        if let known { return known }
        let context = TriggerContext(
            pool: caller.pool, clientID: caller.client.id, userName: input.username, userAttributes: [:],
            clientMetadata: input.clientMetadata ?? [:], call: caller.call, hidesUsers: caller.client.hidesUsers)
        return try await UserMigration(store: store, triggers: triggers).migrate(
            context, source: "UserMigration_ForgotPassword", password: nil, validationData: [:])
    }

    private func recoverable(_ user: StoredUser, in pool: StoredPool) throws -> String {
        guard user.isEnabled else { throw Refusal.disabled() }
        guard user.status != .forceChangePassword, user.status != .externalProvider else {
            throw UserPoolsError.notAuthorized("User password cannot be reset in the current state.")
        }
        return try AccountRecovery.attribute(for: user, in: pool)
    }

    private func send(
        to attribute: String, of user: StoredUser, _ input: Input, _ caller: AppCaller
    ) async throws -> CodeDeliveryDetailsType {
        let draft = store.codes.draft(.forgotPassword, for: user, to: attribute, at: caller.call.time.milliseconds)
        let message: CodeDelivery.Prepared
        do {
            message = try await CodeDelivery(store: store, triggers: triggers).prepare(
                .forgotPassword, code: draft.text, to: attribute, of: user, in: caller.pool, client: caller.client,
                clientMetadata: input.clientMetadata ?? [:], call: caller.call)
        } catch let error as ServiceError {
            throw HiddenRefusal(error: error)
        }
        try await store.write { transaction in
            try draft.store(in: transaction)
            try message.post(in: transaction)
        }
        return message.details
    }

    /// Whether a refusal would tell that a user exists, or does not.
    private func isTelling(_ error: ServiceError) -> Bool {
        ["UserNotFoundException", "InvalidParameterException"].contains(error.code) || error == Refusal.disabled()
    }
}
