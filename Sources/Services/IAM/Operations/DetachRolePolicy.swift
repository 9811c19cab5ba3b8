import IAMModel
import Kernel
import Wire

/// Detaches a managed policy from a role.
struct DetachRolePolicy: Operation {
    typealias Model = IAMModel.DetachRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DetachRolePolicy", on: .role, named: input.roleName, in: call, knowsBoundary: true,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            try PolicyAttaching.detach(input.policyArn, from: holder, transaction)
        }
        return Output()
    }
}
