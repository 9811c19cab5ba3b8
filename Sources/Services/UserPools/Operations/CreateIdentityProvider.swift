import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes another provider known to a pool.
struct CreateIdentityProvider: Operation {
    typealias Model = UserPoolsModel.CreateIdentityProvider

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateIdentityProvider", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let rules = ProviderRules(vault: store.vault)
        let name = input.providerName
        let type = input.providerType.rawValue
        let details = try ProviderRules.details(input.providerDetails, ofType: type, named: name)
        let provider = StoredIdentityProvider(
            pool: pool.id, account: pool.account, name: name, type: type,
            details: try rules.seal(details, of: name, in: pool.id),
            attributeMapping: try ProviderRules.mapping(input.attributeMapping, ofType: type, in: pool),
            identifiers: input.idpIdentifiers ?? [], createdAt: call.time.milliseconds,
            modifiedAt: call.time.milliseconds)
        try await store.write { transaction in
            try Pools.change(pool, at: pool.modifiedAt, in: transaction) { pool in
                if !pool.schema.contains(StandardSchema.identities) { pool.schema.append(StandardSchema.identities) }
            }
            try ProviderRules.checkRoom(in: pool, transaction)
            do {
                try IdentityProviders.records.insert(provider, in: transaction)
            } catch StorageFault.duplicate(let index) {
                throw UserPoolsError.duplicateProvider(
                    index == "key"
                        ? "A provider with the name \(name) already exists in this user pool."
                        : "An identifier of \(name) already belongs to another provider in this user pool.")
            }
        }
        return Output(identityProvider: try rules.describe(provider))
    }
}
