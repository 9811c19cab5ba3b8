import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a user's password worthless and sends the code with which they choose another.
///
/// Source: the API reference of AdminResetUserPassword; its texts are those of ForgotPassword.
struct AdminResetUserPassword: Operation {
    typealias Model = UserPoolsModel.AdminResetUserPassword

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminResetUserPassword", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let time = call.time.milliseconds
        let found = try await store.read { try UserLookup.require(input.username, in: pool, $0) }
        try Self.check(found)
        let attribute = try AccountRecovery.attribute(for: found, in: pool)
        let draft = store.codes.draft(.forgotPassword, for: found, to: attribute, at: time)
        let message = try await CodeDelivery(store: store, triggers: triggers).prepare(
            .forgotPassword, code: draft.text, to: attribute, of: found, in: pool, client: nil,
            clientMetadata: input.clientMetadata ?? [:], call: call)
        try await store.write { transaction in
            guard var user = try Users.find(sub: found.sub, in: pool, transaction) else { throw Refusal.noUser() }
            try Self.check(user)
            user.status = .resetRequired
            user.modifiedAt = time
            try Users.records.replace(user, in: transaction)
            try draft.store(in: transaction)
            try message.post(in: transaction)
        }
        return Output()
    }

    /// Only who has had a password of their own can be made to replace it.
    private static func check(_ user: StoredUser) throws {
        guard user.isEnabled else { throw Refusal.disabled() }
        guard user.status == .confirmed || user.status == .resetRequired else {
            throw UserPoolsError.notAuthorized("User password cannot be reset in the current state.")
        }
    }
}
