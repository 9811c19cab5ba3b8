import Kernel
import Storage
import UserPoolsModel
import Wire

/// Sends a new user another code, in place of the one before.
struct ResendConfirmationCode: Operation {
    typealias Model = UserPoolsModel.ResendConfirmationCode

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username, category: .userCreation,
            store: store, call: call)
        let time = caller.call.time.milliseconds
        try await store.countAttempt(.resendConfirmationCode, named: input.username, in: caller.pool, at: time)
        guard let user = try await store.user(named: input.username, in: caller.pool) else {
            guard caller.client.hidesUsers else { throw Refusal.noCombination() }
            return Output(
                codeDeliveryDetails: try await Decoys(vault: store.vault).deliver(
                    .signUp, to: input.username, by: caller, store: store))
        }
        let attribute = try attribute(for: user, caller)
        let draft = store.codes.draft(.signUp, for: user, to: attribute, at: time)
        let message = try await CodeDelivery(store: store, triggers: triggers).prepare(
            .resendCode, code: draft.text, to: attribute, of: user, in: caller.pool, client: caller.client,
            clientMetadata: input.clientMetadata ?? [:], call: caller.call)
        try await store.write { transaction in
            try draft.store(in: transaction)
            try message.post(in: transaction)
        }
        return Output(codeDeliveryDetails: message.details)
    }

    private func attribute(for user: StoredUser, _ caller: AppCaller) throws -> String {
        guard user.status == .unconfirmed else { throw Refusal.invalid("User is already confirmed.") }
        guard let attribute = AutoVerification.attribute(for: user, in: caller.pool) else {
            throw UserPoolsError.notAuthorized("Cannot resend codes. Auto verification not turned on.")
        }
        return attribute
    }
}
