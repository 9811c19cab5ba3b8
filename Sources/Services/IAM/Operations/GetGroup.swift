import IAMModel
import Kernel
import Storage

/// Describes a group and lists its users.
struct GetGroup: Operation {
    typealias Model = IAMModel.GetGroup

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetGroup", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let group = try Groups.required(input.groupName, in: call.account, transaction)
            let page = try store.page(
                GroupMemberships.records, PageRequest(input.marker, input.maxItems), prefix: [.string(group.id)],
                in: call.account, transaction)
            let users = try page.records.compactMap { try Users.withID($0.userID, in: call.account, transaction) }
            return Output(
                group: IAMModel.Group(group), users: users.map { IAMModel.User($0) }, isTruncated: page.next != nil,
                marker: page.next)
        }
    }
}
