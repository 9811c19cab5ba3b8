import Kernel
import Storage
import UserPoolsModel
import Wire

/// A code that proves an address of a signed-in user, with the message that brings it.
struct AttributeCode: Sendable {
    private let draft: VerificationCodes.Draft
    private let message: CodeDelivery.Prepared

    /// With the address masked.
    var details: CodeDeliveryDetailsType { message.details }

    /// - Parameters:
    ///   - attribute: `email` or `phone_number`.
    ///   - user: with the address, which may be one that waits for its verification.
    init(
        _ occasion: CodeDelivery.Occasion, to attribute: String, of user: StoredUser, _ caller: TokenCaller,
        clientMetadata: [String: String]?, store: UserPoolStore, triggers: Triggers
    ) async throws {
        let address = user.pendingAttributes[attribute] ?? user.attributes[attribute]
        draft = store.codes.draft(
            .attribute(attribute), for: user, to: attribute, at: caller.call.time.milliseconds)
        message = try await CodeDelivery(store: store, triggers: triggers).prepare(
            occasion, code: draft.text, to: attribute, value: address, of: user, in: caller.pool,
            client: caller.client, clientMetadata: clientMetadata ?? [:], call: caller.call)
    }

    /// Stores the code and posts its message; part of the transaction that made it necessary.
    func leave(in transaction: any WriteTransaction) throws {
        try draft.store(in: transaction)
        try message.post(in: transaction)
    }
}
