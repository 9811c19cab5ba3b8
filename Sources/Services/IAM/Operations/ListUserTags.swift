import IAMModel
import Kernel
import Storage

/// Lists a user's tags in the order of their keys.
struct ListUserTags: Operation {
    typealias Model = IAMModel.ListUserTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListUserTags", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            return try store.page(
                user.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(user.id)",
                in: call.account
            ) { $0.key }
        }
        return Output(
            tags: page.records.map { IAMModel.Tag(key: $0.key, value: $0.value) }, isTruncated: page.next != nil,
            marker: page.next)
    }
}
