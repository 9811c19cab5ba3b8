import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from a role; keys that it does not have are no error.
struct UntagRole: Operation {
    typealias Model = IAMModel.UntagRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagRole", onRole: input.roleName, in: call, context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            for key in input.tagKeys { role.tags.remove(key) }
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
