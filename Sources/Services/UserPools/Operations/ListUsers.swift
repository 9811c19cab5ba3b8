import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists users of a pool: all, or those that one attribute finds. A page costs the same whatever the pool's size.
///
/// Source: "Searching for users with the ListUsers API" in the developer guide.
struct ListUsers: Operation {
    typealias Model = UserPoolsModel.ListUsers

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListUsers", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let search = try UserFilter.parse(input.filter ?? "").map { UserSearch(of: $0, in: pool) } ?? .everybody
        let names = try Self.attributes(input.attributesToGet, in: pool)
        let request = ListingRequest(limit: input.limit, token: input.paginationToken)
        let page = try await store.read { try search.page(request, of: pool, store: store, $0) }
        let users = page.records.map { UserType(describing: $0, in: pool, attributes: names) }
        if let names, users.contains(where: { ($0.attributes ?? []).count < names.count }) {
            throw Self.missingAttributes()
        }
        return Output(users: users, paginationToken: page.next)
    }

    /// The attributes that were asked for, all of which the pool must know. AWS refuses the whole listing too where one
    /// of its users lacks one of them.
    private static func attributes(_ names: [String]?, in pool: StoredPool) throws -> [String]? {
        guard let names else { return nil }
        let known = Set(pool.schema.map(\.name) + ["sub", IdentityText.attribute])
        guard names.allSatisfy(known.contains) else { throw missingAttributes() }
        return Array(Set(names))
    }

    private static func missingAttributes() -> ServiceError {
        Refusal.invalid("One or more requested attributes do not exist.")
    }
}
