import IAMModel
import Kernel
import Storage

/// Lists the tags of a role, in the order of their keys.
struct ListRoleTags: Operation {
    typealias Model = IAMModel.ListRoleTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListRoleTags", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            return try store.page(
                role.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(role.id)",
                in: call.account, key: \.key)
        }
        return Output(
            tags: page.records.map { Tag(key: $0.key, value: $0.value) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }
}
