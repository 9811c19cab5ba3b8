import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Lists a pool's identities, the disabled ones last or not at all. A page costs the same whatever the pool's size.
struct ListIdentities: Operation {
    typealias Model = IdentityPoolsModel.ListIdentities

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "cognito-identity:ListIdentities", onPool: IdentityPoolID(input.identityPoolId), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let prefix = Identities.prefix(pool.id, hidingDisabled: input.hideDisabled == true)
        let page = try await store.read { transaction in
            try store.page(
                Identities.records, after: input.nextToken, limit: input.maxResults, account: pool.account,
                prefix: prefix, transaction)
        }
        return Output(
            identityPoolId: pool.id.text, identities: page.records.map(IdentityDescription.init(describing:)),
            nextToken: page.next)
    }
}
