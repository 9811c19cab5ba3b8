import Kernel
import Storage
import UserPoolsModel
import Wire

/// Turns codes by text message on or off as a second factor; what `SetUserMFAPreference` has taken over.
struct SetUserSettings: Operation {
    typealias Model = UserPoolsModel.SetUserSettings

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        try await store.write { transaction in
            guard var user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            try LegacyFactors.apply(input.mfaOptions, to: &user, at: holder.call.time.milliseconds)
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
