import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from a user; keys that it does not have are passed over.
struct UntagUser: Operation {
    typealias Model = IAMModel.UntagUser

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagUser", on: .user, named: input.userName, in: call, context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var user = try Users.required(input.userName, in: call.account, transaction)
            for key in input.tagKeys { user.tags.remove(key) }
            try Users.records.replace(user, in: transaction)
        }
        return Output()
    }
}
