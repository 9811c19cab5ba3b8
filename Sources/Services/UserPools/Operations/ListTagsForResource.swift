import Kernel
import UserPoolsModel

/// The tags of a pool.
struct ListTagsForResource: Operation {
    typealias Model = UserPoolsModel.ListTagsForResource

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try TagRules.pool(input.resourceArn, in: call)
        return [try await store.permission("cognito-idp:ListTagsForResource", onPool: id, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        return Output(tags: pool.tags)
    }
}
