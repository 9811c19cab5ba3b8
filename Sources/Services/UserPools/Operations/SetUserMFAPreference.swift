import Kernel
import Storage
import UserPoolsModel
import Wire

/// Turns a user's own second factors on and off, and says which is asked for first.
///
/// `AdminSetUserMFAPreference` does the same for any user.
struct SetUserMFAPreference: Operation {
    typealias Model = UserPoolsModel.SetUserMFAPreference

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let preference = try MFAPreference(
            sms: input.smsMfaSettings, softwareToken: input.softwareTokenMfaSettings, email: input.emailMfaSettings,
            webAuthn: input.webAuthnMfaSettings)
        let holder = try await accessTokens.holder(of: input.accessToken, in: call)
        try await store.write { transaction in
            guard var user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            try preference.apply(to: &user)
            user.modifiedAt = call.time.milliseconds
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
