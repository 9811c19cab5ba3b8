import IAMModel
import Kernel
import Wire

/// Attaches a managed policy to a user; doing so twice is no error.
struct AttachUserPolicy: Operation {
    typealias Model = IAMModel.AttachUserPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:AttachUserPolicy", on: .user, named: input.userName, in: call, knowsBoundary: true,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            try PolicyAttaching.attach(input.policyArn, to: holder, at: call.time, transaction)
        }
        return Output()
    }
}
