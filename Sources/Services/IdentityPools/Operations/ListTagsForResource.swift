import IdentityPoolsModel
import Kernel

/// The tags of a pool.
struct ListTagsForResource: Operation {
    typealias Model = IdentityPoolsModel.ListTagsForResource

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = try TagRules.pool(input.resourceArn, in: call)
        return [try await store.permission("cognito-identity:ListTagsForResource", onPool: pool, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        return Output(tags: pool.tags)
    }
}
