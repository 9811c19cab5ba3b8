import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists the groups that a user is in, by name.
struct AdminListGroupsForUser: Operation {
    typealias Model = UserPoolsModel.AdminListGroupsForUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminListGroupsForUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let request = ListingRequest(limit: input.limit, token: input.nextToken)
        return try await store.read { transaction in
            let user = try UserLookup.require(input.username, in: pool, transaction)
            let page = try store.page(
                Memberships.records, request, of: pool, prefix: Memberships.prefix(user), index: "user", transaction
            ) { try Memberships.group(of: $0, transaction) != nil }
            let groups = try page.records.compactMap { try Memberships.group(of: $0, transaction) }
            return Output(groups: groups.map { GroupType(describing: $0) }, nextToken: page.next)
        }
    }
}
