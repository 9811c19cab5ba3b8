import Kernel
import Storage
import UserPoolsModel
import Wire

/// Changes what is said of an identity provider; what the request leaves out stays.
struct UpdateIdentityProvider: Operation {
    typealias Model = UserPoolsModel.UpdateIdentityProvider

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:UpdateIdentityProvider", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let rules = ProviderRules(vault: store.vault)
        let changed = try await store.write { transaction in
            guard var provider = try IdentityProviders.get(input.providerName, of: pool, transaction) else {
                throw ProviderRules.none(input.providerName)
            }
            if let details = input.providerDetails {
                let checked = try ProviderRules.details(details, ofType: provider.type, named: provider.name)
                provider.details = try rules.seal(checked, of: provider.name, in: pool.id)
            }
            if let mapping = input.attributeMapping {
                provider.attributeMapping = try ProviderRules.mapping(mapping, ofType: provider.type, in: pool)
            }
            provider.identifiers = input.idpIdentifiers ?? provider.identifiers
            provider.modifiedAt = call.time.milliseconds
            do {
                try IdentityProviders.records.replace(provider, in: transaction)
            } catch StorageFault.duplicate {
                throw Refusal.invalid(
                    "An identifier of \(provider.name) already belongs to another provider in this user pool.")
            }
            return provider
        }
        return Output(identityProvider: try rules.describe(changed))
    }
}
