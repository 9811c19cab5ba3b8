import IAMModel
import Kernel
import Wire

/// Attaches a managed policy to a group; doing so twice is no error.
struct AttachGroupPolicy: Operation {
    typealias Model = IAMModel.AttachGroupPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:AttachGroupPolicy", on: .group, named: input.groupName, in: call,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.groupName, .group, in: call.account, transaction)
            try PolicyAttaching.attach(input.policyArn, to: holder, at: call.time, transaction)
        }
        return Output()
    }
}
