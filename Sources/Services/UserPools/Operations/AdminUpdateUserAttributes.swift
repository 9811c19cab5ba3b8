import Kernel
import Storage
import UserPoolsModel
import Wire

/// Changes attributes of a user. A new address is unverified, and gets a code where the pool verifies it, unless the
/// same request vouches for it: then it is this user's alone, and an alias moves to them.
///
/// Source: the API reference of AdminUpdateUserAttributes.
struct AdminUpdateUserAttributes: Operation {
    typealias Model = UserPoolsModel.AdminUpdateUserAttributes

    let store: UserPoolStore
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminUpdateUserAttributes", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let changes = try AttributeRules.check(
            input.userAttributes, in: pool, by: .administrator(isCreation: false))
        let time = call.time.milliseconds
        let found = try await store.read { try UserLookup.require(input.username, in: pool, $0) }
        let plan = AttributeChange(changes, to: found, in: pool)
        let changed = plan.applied(to: found, at: time)
        try NewUserRules.checkFlags(changed.attributes)
        var codes: [SentCode] = []
        for address in plan.addressesToVerify {
            codes.append(try await code(to: address, of: changed, in: pool, input, call))
        }
        try await store.write { [codes] transaction in
            guard let user = try Users.find(sub: found.sub, in: pool, transaction) else { throw Refusal.noUser() }
            let changed = plan.applied(to: user, at: time)
            try AliasRules.takeVouched(for: changed, by: changes, in: pool, at: time, transaction)
            try AliasRules.replace(changed, in: pool, at: time, transaction)
            for code in codes {
                try code.draft.store(in: transaction)
                try code.message.post(in: transaction)
            }
        }
        return Output()
    }

    /// A code with the message that brings it.
    private struct SentCode: Sendable {
        var draft: VerificationCodes.Draft
        var message: CodeDelivery.Prepared
    }

    private func code(
        to address: String, of user: StoredUser, in pool: StoredPool, _ input: Input, _ call: Call
    ) async throws -> SentCode {
        let draft = store.codes.draft(.attribute(address), for: user, to: address, at: call.time.milliseconds)
        let message = try await CodeDelivery(store: store, triggers: triggers).prepare(
            .updateUserAttribute, code: draft.text, to: address, value: user.pendingAttributes[address], of: user,
            in: pool, client: nil, clientMetadata: input.clientMetadata ?? [:], call: call)
        return SentCode(draft: draft, message: message)
    }
}
