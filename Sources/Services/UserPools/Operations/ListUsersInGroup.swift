import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists a group's members by name.
struct ListUsersInGroup: Operation {
    typealias Model = UserPoolsModel.ListUsersInGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListUsersInGroup", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let request = ListingRequest(limit: input.limit, token: input.nextToken)
        return try await store.read { transaction in
            let group = try Groups.require(input.groupName, in: pool, transaction)
            let page = try store.page(
                Memberships.records, request, of: pool, prefix: Memberships.prefix(group), transaction)
            let users = try page.records.compactMap { try Users.get($0.user, in: pool, transaction) }
            return Output(users: users.map { UserType(describing: $0, in: pool) }, nextToken: page.next)
        }
    }
}
