import IAMModel
import Kernel
import Storage

/// Changes a role's description and longest session; what is not given stays.
struct UpdateRole: Operation {
    typealias Model = IAMModel.UpdateRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:UpdateRole", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            if input.maxSessionDuration != nil { try PolicyHolder(role).refuseLinked() }
            role.description = input.description ?? role.description
            role.maxSessionDuration = input.maxSessionDuration ?? role.maxSessionDuration
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
