import Kernel
import Storage
import UserPoolsModel
import Wire

/// Confirms a new user without a code; no address is thereby verified.
struct AdminConfirmSignUp: Operation {
    typealias Model = UserPoolsModel.AdminConfirmSignUp

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminConfirmSignUp", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let time = call.time.milliseconds
        let user = try await store.write { transaction in
            var user = try UserLookup.require(input.username, in: pool, transaction)
            guard user.status == .unconfirmed else { throw Refusal.unconfirmable(user.status) }
            user.status = .confirmed
            user.modifiedAt = time
            user.aliases = AliasRules.aliases(of: user, in: pool)
            try AliasRules.replace(user, in: pool, at: time, transaction)
            return user
        }
        try await triggers.postConfirmation(
            TriggerContext(
                pool: pool, clientID: nil, userName: user.username, userAttributes: AttributeRules.forTriggers(user),
                clientMetadata: input.clientMetadata ?? [:], call: call),
            source: "PostConfirmation_ConfirmSignUp")
        return Output()
    }
}
