import IAMModel
import Kernel
import Storage

/// Lists the names of the inline policies of a user.
struct ListUserPolicies: Operation {
    typealias Model = IAMModel.ListUserPolicies

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListUserPolicies", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            return try store.page(
                InlinePolicies.records, PageRequest(input.marker, input.maxItems), prefix: [.string(holder.id)],
                in: call.account, transaction)
        }
        return Output(policyNames: page.records.map(\.name), isTruncated: page.next != nil, marker: page.next)
    }
}
