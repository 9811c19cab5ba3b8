import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists the identity providers of a pool, without their details.
struct ListIdentityProviders: Operation {
    typealias Model = UserPoolsModel.ListIdentityProviders

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListIdentityProviders", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let limit = input.maxResults.flatMap { $0 == 0 ? nil : $0 } ?? 60
        let page = try await store.read { transaction in
            try store.page(
                IdentityProviders.records, after: input.nextToken, limit: limit, account: pool.account,
                prefix: [.string(pool.id.text)], transaction)
        }
        return Output(
            providers: page.records.map {
                ProviderDescription(
                    providerName: $0.name, providerType: IdentityProviderTypeType(rawValue: $0.type),
                    lastModifiedDate: Timestamp(milliseconds: $0.modifiedAt),
                    creationDate: Timestamp(milliseconds: $0.createdAt))
            },
            nextToken: page.next)
    }
}
