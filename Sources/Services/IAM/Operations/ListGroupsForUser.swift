import IAMModel
import Kernel
import Storage

/// Lists the groups that a user belongs to, in the order of their names.
struct ListGroupsForUser: Operation {
    typealias Model = IAMModel.ListGroupsForUser

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListGroupsForUser", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            let groups = try GroupMemberships.groups(ofUser: user.id, in: call.account, transaction)
            return try store.page(
                groups, PageRequest(input.marker, input.maxItems), listing: "groups/\(user.id)", in: call.account
            ) { $0.name.lowercased() }
        }
        return Output(
            groups: page.records.map { IAMModel.Group($0) }, isTruncated: page.next != nil, marker: page.next)
    }
}
