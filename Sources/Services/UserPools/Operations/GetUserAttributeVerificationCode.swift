import Kernel
import Storage
import UserPoolsModel
import Wire

/// Sends the user who brings an access token a code that proves an address.
struct GetUserAttributeVerificationCode: Operation {
    typealias Model = UserPoolsModel.GetUserAttributeVerificationCode

    let store: UserPoolStore
    let triggers: Triggers
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        let (user, name) = (holder.user, input.attributeName)
        guard name == "email" || name == "phone_number" else { throw Refusal.unverifiableAttribute() }
        try store.attempts.count(
            .getUserAttributeVerificationCode, of: user.sub, in: holder.pool, at: holder.call.time.milliseconds)
        guard let address = user.pendingAttributes[name] ?? user.attributes[name], !address.isEmpty else {
            throw Refusal.invalid(
                "User does not have a valid registered \(name == "email" ? "email" : "phone number")")
        }
        let code = try await AttributeCode(
            .verifyUserAttribute, to: name, of: user, holder, clientMetadata: input.clientMetadata, store: store,
            triggers: triggers)
        try await store.write { try code.leave(in: $0) }
        return Output(codeDeliveryDetails: code.details)
    }
}
