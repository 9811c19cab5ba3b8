import IAMModel
import Kernel
import Wire

/// Removes an inline policy from a role.
struct DeleteRolePolicy: Operation {
    typealias Model = IAMModel.DeleteRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteRolePolicy", on: .role, named: input.roleName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            try InlinePolicies.remove(input.policyName, from: holder, transaction)
        }
        return Output()
    }
}
