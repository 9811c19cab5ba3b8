import IAMModel
import Kernel
import Wire

/// Attaches a managed policy to a role; doing so twice is no error.
struct AttachRolePolicy: Operation {
    typealias Model = IAMModel.AttachRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:AttachRolePolicy", on: .role, named: input.roleName, in: call, knowsBoundary: true,
                context: ["iam:PolicyARN": [input.policyArn]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            try PolicyAttaching.attach(input.policyArn, to: holder, at: call.time, transaction)
        }
        return Output()
    }
}
