import IAMModel
import Kernel
import Storage
import Wire

/// Sets the managed policy that bounds what a role may do.
struct PutRolePermissionsBoundary: Operation {
    typealias Model = IAMModel.PutRolePermissionsBoundary

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:PutRolePermissionsBoundary", onRole: input.roleName, in: call,
                context: ["iam:PermissionsBoundary": [input.permissionsBoundary]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            try PolicyHolder(role).refuseLinked()
            try ManagedPolicy.checkBoundary(input.permissionsBoundary, in: call.account, transaction)
            role.boundary = input.permissionsBoundary
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
