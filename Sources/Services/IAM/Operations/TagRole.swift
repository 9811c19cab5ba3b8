import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to a role, or gives tags that it has other values.
struct TagRole: Operation {
    typealias Model = IAMModel.TagRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagRole", onRole: input.roleName, in: call, context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            try role.tags.merge(input.tags)
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
