import IAMModel
import Kernel
import Wire

/// Adds an inline policy to a group, or replaces the one of the same name.
struct PutGroupPolicy: Operation {
    typealias Model = IAMModel.PutGroupPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:PutGroupPolicy", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.groupName, .group, in: call.account, transaction)
            try InlinePolicies.put(input.policyDocument, as: input.policyName, on: holder, transaction)
        }
        return Output()
    }
}
