import Kernel
import Storage
import UserPoolsModel
import Wire

/// Removes attributes of a user.
struct AdminDeleteUserAttributes: Operation {
    typealias Model = UserPoolsModel.AdminDeleteUserAttributes

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminDeleteUserAttributes", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try AttributeRules.checkRemoval(
            of: input.userAttributeNames, in: pool, by: .administrator(isCreation: false))
        let removals = Dictionary(input.userAttributeNames.map { ($0, "") }) { first, _ in first }
        let time = call.time.milliseconds
        try await store.write { transaction in
            var user = try UserLookup.require(input.username, in: pool, transaction)
            AttributeRules.apply(removals, to: &user, in: pool, at: time)
            try AliasRules.replace(user, in: pool, at: time, transaction)
        }
        return Output()
    }
}
