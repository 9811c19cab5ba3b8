import IAMModel
import Kernel
import Wire

/// Adds an inline policy to a role, or replaces the one of the same name.
struct PutRolePolicy: Operation {
    typealias Model = IAMModel.PutRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:PutRolePolicy", on: .role, named: input.roleName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            try InlinePolicies.put(input.policyDocument, as: input.policyName, on: holder, transaction)
        }
        return Output()
    }
}
