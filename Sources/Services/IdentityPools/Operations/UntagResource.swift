import IdentityPoolsModel
import Kernel
import Storage

/// Takes tags from a pool.
struct UntagResource: Operation {
    typealias Model = IdentityPoolsModel.UntagResource

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = try TagRules.pool(input.resourceArn, in: call)
        let context = input.tagKeys.isEmpty ? [:] : ["aws:TagKeys": input.tagKeys]
        return [
            try await store.permission("cognito-identity:UntagResource", onPool: pool, in: call, context: context)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        _ = try await store.write { transaction in
            try Pools.change(pool, in: transaction) { pool in
                for key in input.tagKeys { pool.tags[key] = nil }
            }
        }
        return Output()
    }
}
