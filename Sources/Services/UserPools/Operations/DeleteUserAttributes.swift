import Kernel
import Storage
import UserPoolsModel
import Wire

/// Removes attributes of the user who brings an access token.
struct DeleteUserAttributes: Operation {
    typealias Model = UserPoolsModel.DeleteUserAttributes

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        try AttributeRules.checkRemoval(of: input.userAttributeNames, in: holder.pool, by: .user(holder.client))
        let removals = Dictionary(input.userAttributeNames.map { ($0, "") }) { first, _ in first }
        try await store.write { transaction in
            guard var user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            AttributeRules.apply(removals, to: &user, in: holder.pool, at: holder.call.time.milliseconds)
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
