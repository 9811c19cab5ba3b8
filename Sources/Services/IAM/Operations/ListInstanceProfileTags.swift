import IAMModel
import Kernel
import Storage

/// Lists the tags of an instance profile, in the order of their keys.
struct ListInstanceProfileTags: Operation {
    typealias Model = IAMModel.ListInstanceProfileTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:ListInstanceProfileTags", onInstanceProfile: input.instanceProfileName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            return try store.page(
                profile.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(profile.id)",
                in: call.account, key: \.key)
        }
        return Output(
            tags: page.records.map { Tag(key: $0.key, value: $0.value) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }
}
