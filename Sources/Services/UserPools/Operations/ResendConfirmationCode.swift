import Kernel
import Storage
import UserPoolsModel
import Wire

/// Sends a new user another code, in place of the one before.
///
/// Where users are hidden, a disabled user is answered as if a code had been sent.
/// Source: "Managing user existence error responses" in the developer guide.
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
        let user = try await store.countAttempt(
            .resendConfirmationCode, named: input.username, in: caller.pool, at: time)
        guard let user else {
            guard caller.client.hidesUsers else { throw Refusal.noCombination() }
            return try await pretend(input, caller)
        }
        guard user.isEnabled else {
            guard caller.client.hidesUsers else { throw Refusal.disabled() }
            return try await deliverNowhere(input, caller)
        }
        guard user.status == .unconfirmed else { throw Self.confirmed }
        guard let attribute = AutoVerification.attribute(for: user, in: caller.pool) else {
            guard caller.client.hidesUsers, Self.verifiesAny(caller.pool) else { throw Self.unverifying }
            return try await deliverNowhere(input, caller)
        }
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

    /// Answers for nobody: for half of all names as for somebody who is confirmed, for the others as if a code had been
    /// sent; always the same for a name. So neither answer tells who exists.
    ///
    /// Source: for names that do not exist these operations alternate between a simulated delivery and
    /// `InvalidParameterException`, says "Managing user existence error responses" in the developer guide.
    private func pretend(_ input: Input, _ caller: AppCaller) async throws -> Output {
        let stranger = Stranger(name: input.username, in: caller.pool, vault: store.vault)
        guard !stranger.isConfirmed else { throw Self.confirmed }
        guard Self.verifiesAny(caller.pool) else { throw Self.unverifying }
        return try await deliverNowhere(input, caller)
    }

    private func deliverNowhere(_ input: Input, _ caller: AppCaller) async throws -> Output {
        Output(
            codeDeliveryDetails: try await Decoys(vault: store.vault).deliver(
                .signUp, to: input.username, by: caller, store: store))
    }

    private static func verifiesAny(_ pool: StoredPool) -> Bool {
        pool.settings.autoVerifiedAttributes?.isEmpty == false
    }

    private static let confirmed = Refusal.invalid("User is already confirmed.")
    private static let unverifying = UserPoolsError.notAuthorized(
        "Cannot resend codes. Auto verification not turned on.")
}
