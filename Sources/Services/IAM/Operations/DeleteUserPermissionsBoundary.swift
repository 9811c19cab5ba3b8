import IAMModel
import Kernel
import Storage
import Wire

/// Lifts the bounds from a user; nothing happens where there are none.
struct DeleteUserPermissionsBoundary: Operation {
    typealias Model = IAMModel.DeleteUserPermissionsBoundary

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteUserPermissionsBoundary", on: .user, named: input.userName, in: call, knowsBoundary: true)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var user = try Users.required(input.userName, in: call.account, transaction)
            user.boundary = nil
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
