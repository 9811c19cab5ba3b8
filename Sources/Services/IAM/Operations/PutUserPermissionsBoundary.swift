import IAMModel
import Kernel
import Storage
import Wire

/// Bounds what a user may do by a managed policy.
struct PutUserPermissionsBoundary: Operation {
    typealias Model = IAMModel.PutUserPermissionsBoundary

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:PutUserPermissionsBoundary", on: .user, named: input.userName, in: call,
                context: ["iam:PermissionsBoundary": [input.permissionsBoundary]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var user = try Users.required(input.userName, in: call.account, transaction)
            try ManagedPolicy.checkBoundary(input.permissionsBoundary, in: call.account, transaction)
            user.boundary = input.permissionsBoundary
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
