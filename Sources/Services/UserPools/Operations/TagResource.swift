import Kernel
import Storage
import UserPoolsModel
import Wire

/// Adds tags to a pool, or gives tags that it has other values.
struct TagResource: Operation {
    typealias Model = UserPoolsModel.TagResource

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try TagRules.pool(input.resourceArn, in: call)
        let context = TagRules.requestContext(input.tags)
        return [try await store.permission("cognito-idp:TagResource", onPool: id, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        _ = try await store.write { transaction in
            try Pools.change(pool, at: pool.modifiedAt, in: transaction) { pool in
                pool.tags.merge(input.tags) { _, new in new }
                try TagRules.check(pool.tags)
            }
        }
        return Output()
    }
}
