import IAMModel
import Kernel
import Storage

/// Lists the managed policies that are attached to a user, in the order of their names.
struct ListAttachedUserPolicies: Operation {
    typealias Model = IAMModel.ListAttachedUserPolicies

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListAttachedUserPolicies", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            let policies = try PolicyAttaching.attached(to: holder, beneath: input.pathPrefix, transaction)
            return try store.page(
                policies, PageRequest(input.marker, input.maxItems),
                listing: "attached/\(holder.id)\(input.pathPrefix ?? "/")", in: call.account, key: \.sortKey)
        }
        return Output(
            attachedPolicies: page.records.map { AttachedPolicy(policyName: $0.name, policyArn: $0.arn) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }
}
