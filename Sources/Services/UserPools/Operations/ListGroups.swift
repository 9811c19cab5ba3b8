import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists a pool's groups by name.
struct ListGroups: Operation {
    typealias Model = UserPoolsModel.ListGroups

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListGroups", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let request = ListingRequest(limit: input.limit, token: input.nextToken)
        let page = try await store.read { transaction in
            try store.page(Groups.records, request, of: pool, prefix: Groups.prefix(pool.id), transaction)
        }
        return Output(groups: page.records.map { GroupType(describing: $0) }, nextToken: page.next)
    }
}
