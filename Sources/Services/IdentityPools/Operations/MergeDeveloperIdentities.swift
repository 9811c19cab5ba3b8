import IdentityPoolsModel
import Kernel
import Wire

/// Makes two of a developer's users one: the source's logins become the destination's, and its identity is disabled.
struct MergeDeveloperIdentities: Operation {
    typealias Model = IdentityPoolsModel.MergeDeveloperIdentities

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "cognito-identity:MergeDeveloperIdentities", onPool: IdentityPoolID(input.identityPoolId), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let users = try DeveloperUsers(of: pool, named: input.developerProviderName)
        let merged = try await store.write { transaction in
            let pool = try Pools.current(pool, transaction)
            let source = try users.identity(of: input.sourceUserIdentifier, transaction)
            let destination = try users.identity(of: input.destinationUserIdentifier, transaction)
            return try LinkingRules(developerProvider: users.provider)
                .merge(source.id == destination.id ? [] : [source], into: destination)
                .apply(making: destination.id, in: pool, at: call.time.milliseconds, transaction)
        }
        return Output(identityId: merged.id.text)
    }
}
