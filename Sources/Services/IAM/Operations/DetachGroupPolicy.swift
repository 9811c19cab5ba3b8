import IAMModel
import Kernel
import Wire

/// Detaches a managed policy from a group.
struct DetachGroupPolicy: Operation {
    typealias Model = IAMModel.DetachGroupPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DetachGroupPolicy", on: .group, named: input.groupName, in: call,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.groupName, .group, in: call.account, transaction)
            try PolicyAttaching.detach(input.policyArn, from: holder, transaction)
        }
        return Output()
    }
}
