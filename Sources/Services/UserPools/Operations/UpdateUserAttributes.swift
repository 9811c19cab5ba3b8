import Kernel
import Storage
import UserPoolsModel
import Wire

/// Changes attributes of the user who brings an access token; new addresses get codes.
///
/// Where the pool wants a new address verified first, the old one stays until `VerifyUserAttribute`.
struct UpdateUserAttributes: Operation {
    typealias Model = UserPoolsModel.UpdateUserAttributes

    let store: UserPoolStore
    let triggers: Triggers
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        let changes = try AttributeRules.check(input.userAttributes, in: holder.pool, by: .user(holder.client))
        let time = holder.call.time.milliseconds
        let plan = AttributeChange(changes, to: holder.user, in: holder.pool)
        let codes = try await plan.addressesToVerify.asyncMap { address in
            try await AttributeCode(
                .updateUserAttribute, to: address, of: plan.applied(to: holder.user, at: time), holder,
                clientMetadata: input.clientMetadata, store: store, triggers: triggers)
        }
        try await store.write { transaction in
            guard let user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            try AliasRules.replace(plan.applied(to: user, at: time), in: holder.pool, at: time, transaction)
            for code in codes { try code.leave(in: transaction) }
        }
        return Output(codeDeliveryDetailsList: codes.map(\.details))
    }
}

extension Sequence where Element: Sendable {
    /// The elements made into others, one after the other.
    fileprivate func asyncMap<Made>(_ make: (Element) async throws -> Made) async throws -> [Made] {
        var made: [Made] = []
        for element in self { made.append(try await make(element)) }
        return made
    }
}
