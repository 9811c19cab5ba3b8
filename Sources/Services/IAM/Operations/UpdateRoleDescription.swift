import IAMModel
import Kernel
import Storage

/// Changes a role's description, as `UpdateRole` does too.
struct UpdateRoleDescription: Operation {
    typealias Model = IAMModel.UpdateRoleDescription

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:UpdateRoleDescription", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            role.description = input.description
            try Roles.records.replace(role, in: transaction)
            return Output(role: try Role(role, transaction))
        }
    }
}
