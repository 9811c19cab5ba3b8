import IAMModel
import Kernel
import Wire

/// Removes an inline policy from a group.
struct DeleteGroupPolicy: Operation {
    typealias Model = IAMModel.DeleteGroupPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeleteGroupPolicy", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.groupName, .group, in: call.account, transaction)
            try InlinePolicies.remove(input.policyName, from: holder, transaction)
        }
        return Output()
    }
}
