import IAMModel
import Kernel
import Storage

/// Lists the names of the inline policies of a role.
struct ListRolePolicies: Operation {
    typealias Model = IAMModel.ListRolePolicies

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListRolePolicies", on: .role, named: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            return try store.page(
                InlinePolicies.records, PageRequest(input.marker, input.maxItems), prefix: [.string(holder.id)],
                in: call.account, transaction)
        }
        return Output(policyNames: page.records.map(\.name), isTruncated: page.next != nil, marker: page.next)
    }
}
