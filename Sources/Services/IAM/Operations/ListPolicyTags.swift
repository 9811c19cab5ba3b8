import IAMModel
import Kernel
import Storage

/// Lists the tags of a managed policy, in the order of their keys.
struct ListPolicyTags: Operation {
    typealias Model = IAMModel.ListPolicyTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListPolicyTags", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page: Page<TagSet.Entry> = try await store.read { transaction in
            let policy = try ManagedPolicy.required(input.policyArn, in: call.account, transaction)
            guard case .customer(let own) = policy else { return Page(records: [], next: nil) }
            return try store.page(
                own.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(own.id)", in: call.account,
                key: \.key)
        }
        return Output(
            tags: page.records.map { Tag(key: $0.key, value: $0.value) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }
}
