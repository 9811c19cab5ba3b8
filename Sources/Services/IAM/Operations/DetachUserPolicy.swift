import IAMModel
import Kernel
import Wire

/// Detaches a managed policy from a user.
struct DetachUserPolicy: Operation {
    typealias Model = IAMModel.DetachUserPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DetachUserPolicy", on: .user, named: input.userName, in: call, knowsBoundary: true,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            try PolicyAttaching.detach(input.policyArn, from: holder, transaction)
        }
        return Output()
    }
}
