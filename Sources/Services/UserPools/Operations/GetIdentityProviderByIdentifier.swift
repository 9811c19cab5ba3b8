import Kernel
import Storage
import UserPoolsModel

/// Finds an identity provider by one of the identifiers that stand for it, such as a mail domain.
struct GetIdentityProviderByIdentifier: Operation {
    typealias Model = UserPoolsModel.GetIdentityProviderByIdentifier

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:GetIdentityProviderByIdentifier", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let found = try await store.read { transaction in
            try IdentityProviders.records.find(
                "identifier", [.string(pool.id.text), .string(input.idpIdentifier)], account: pool.account.digits,
                in: transaction)
        }
        guard let provider = found else { throw ProviderRules.none(input.idpIdentifier) }
        return Output(identityProvider: try ProviderRules(vault: store.vault).describe(provider))
    }
}
