import Kernel
import Storage
import UserPoolsModel
import Wire

/// Verifies an address of the user who brings an access token, by the code that was sent there. A new value that
/// waited for it takes the old one's place.
struct VerifyUserAttribute: Operation {
    typealias Model = UserPoolsModel.VerifyUserAttribute

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        let (pool, name, time) = (holder.pool, input.attributeName, holder.call.time.milliseconds)
        guard name == "email" || name == "phone_number" else { throw Refusal.unverifiableAttribute() }
        try store.attempts.count(.verifyUserAttribute, of: holder.user.sub, in: pool, at: time)
        let codes = store.codes
        let outcome = try await store.write { transaction -> Result<Void, ServiceError> in
            guard var user = try Users.find(sub: holder.user.sub, in: pool, transaction) else {
                return .failure(Refusal.noUser())
            }
            let verdict = try codes.check(
                input.code, for: .attribute(name), of: user, at: time, in: transaction)
            guard case .right = verdict else { return .failure(Refusal.code(verdict)) }
            var changes = ["\(name)_verified": "true"]
            changes[name] = user.pendingAttributes[name]
            AttributeRules.apply(changes, to: &user, in: pool, at: time)
            try AliasRules.replaceVerified(user, in: pool, at: time, transaction)
            return .success(())
        }
        try outcome.get()
        return Output()
    }
}
