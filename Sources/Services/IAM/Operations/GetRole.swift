import IAMModel
import Kernel

/// Describes a role, with its trust policy percent-encoded.
struct GetRole: Operation {
    typealias Model = IAMModel.GetRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetRole", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            return Output(role: try Role(describing: role, transaction))
        }
    }
}
