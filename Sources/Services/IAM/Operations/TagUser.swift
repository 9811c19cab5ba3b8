import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to a user, or gives those it has other values.
struct TagUser: Operation {
    typealias Model = IAMModel.TagUser

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagUser", on: .user, named: input.userName, in: call, context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var user = try Users.required(input.userName, in: call.account, transaction)
            try user.tags.merge(input.tags)
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
