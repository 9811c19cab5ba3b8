import IAMModel
import Kernel
import Wire

/// Removes an inline policy from a user.
struct DeleteUserPolicy: Operation {
    typealias Model = IAMModel.DeleteUserPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteUserPolicy", on: .user, named: input.userName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            try InlinePolicies.remove(input.policyName, from: holder, transaction)
        }
        return Output()
    }
}
