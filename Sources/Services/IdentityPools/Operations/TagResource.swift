import IdentityPoolsModel
import Kernel
import Storage

/// Adds tags to a pool, or gives tags that it has other values.
struct TagResource: Operation {
    typealias Model = IdentityPoolsModel.TagResource

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = try TagRules.pool(input.resourceArn, in: call)
        let context = TagRules.requestContext(input.tags)
        return [try await store.permission("cognito-identity:TagResource", onPool: pool, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        _ = try await store.write { transaction in
            try Pools.change(pool, in: transaction) { pool in
                pool.tags.merge(input.tags) { _, new in new }
                try TagRules.check(pool.tags)
            }
        }
        return Output()
    }
}
