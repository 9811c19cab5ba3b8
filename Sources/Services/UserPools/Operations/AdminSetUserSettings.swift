import Kernel
import Storage
import UserPoolsModel
import Wire

/// Turns codes by text message on or off as a user's second factor; what `AdminSetUserMFAPreference` has taken over.
struct AdminSetUserSettings: Operation {
    typealias Model = UserPoolsModel.AdminSetUserSettings

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminSetUserSettings", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            var user = try UserLookup.require(input.username, in: pool, transaction)
            try LegacyFactors.apply(input.mfaOptions, to: &user, at: call.time.milliseconds)
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
