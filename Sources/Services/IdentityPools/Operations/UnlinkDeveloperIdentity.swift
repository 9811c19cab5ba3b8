import IdentityPoolsModel
import Kernel
import Wire

/// Takes a developer's user away from an identity.
struct UnlinkDeveloperIdentity: Operation {
    typealias Model = IdentityPoolsModel.UnlinkDeveloperIdentity

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "cognito-identity:UnlinkDeveloperIdentity", onPool: IdentityPoolID(input.identityPoolId), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let users = try DeveloperUsers(of: pool, named: input.developerProviderName)
        let id = IdentityID(input.identityId)
        try await store.write { transaction in
            guard let identity = try Identities.find(id, in: pool, transaction) else { throw Refusal.noIdentity(id) }
            let owner = try users.identity(of: input.developerUserIdentifier, transaction)
            guard owner.id == identity.id else { throw Refusal.linkedElsewhere() }
            try Unlinking.remove(
                [users.login(input.developerUserIdentifier)], from: identity, at: call.time.milliseconds, transaction)
        }
        return Output()
    }
}
