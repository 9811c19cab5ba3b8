import IAMModel
import Kernel
import Storage
import Wire

/// Takes the permissions boundary of a role away.
struct DeleteRolePermissionsBoundary: Operation {
    typealias Model = IAMModel.DeleteRolePermissionsBoundary

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteRolePermissionsBoundary", on: .role, named: input.roleName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            try PolicyHolder(role).refuseLinked()
            role.boundary = nil
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
