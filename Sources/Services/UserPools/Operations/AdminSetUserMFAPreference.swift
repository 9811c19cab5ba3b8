import Kernel
import Storage
import UserPoolsModel
import Wire

/// Turns a user's second factors on and off, and says which is asked for first.
///
/// `SetUserMFAPreference` does the same for the user themself.
struct AdminSetUserMFAPreference: Operation {
    typealias Model = UserPoolsModel.AdminSetUserMFAPreference

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminSetUserMFAPreference", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let preference = try MFAPreference(
            sms: input.smsMfaSettings, softwareToken: input.softwareTokenMfaSettings, email: input.emailMfaSettings,
            webAuthn: input.webAuthnMfaSettings)
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            guard var user = try UserLookup.find(input.username, in: pool, transaction) else { throw Refusal.noUser() }
            try preference.apply(to: &user)
            user.modifiedAt = call.time.milliseconds
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
