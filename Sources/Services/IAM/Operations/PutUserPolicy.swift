import IAMModel
import Kernel
import Wire

/// Adds an inline policy to a user, or replaces the one of the same name.
struct PutUserPolicy: Operation {
    typealias Model = IAMModel.PutUserPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:PutUserPolicy", on: .user, named: input.userName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            try InlinePolicies.put(input.policyDocument, as: input.policyName, on: holder, transaction)
        }
        return Output()
    }
}
