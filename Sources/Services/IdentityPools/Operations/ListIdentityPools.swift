import IdentityPoolsModel
import Kernel
import Storage

/// Lists an account's pools in a region.
struct ListIdentityPools: Operation {
    typealias Model = IdentityPoolsModel.ListIdentityPools

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-identity:ListIdentityPools", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            try store.page(
                Pools.records, after: input.nextToken, limit: input.maxResults, account: call.account,
                prefix: Pools.prefix(call.region), transaction, where: { !$0.isDeleted })
        }
        return Output(
            identityPools: page.records.map { .init(identityPoolId: $0.id.text, identityPoolName: $0.name) },
            nextToken: page.next)
    }
}
