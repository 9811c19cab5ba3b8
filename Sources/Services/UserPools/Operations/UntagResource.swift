import Kernel
import Storage
import UserPoolsModel
import Wire

/// Takes tags from a pool.
struct UntagResource: Operation {
    typealias Model = UserPoolsModel.UntagResource

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try TagRules.pool(input.resourceArn, in: call)
        let context = input.tagKeys.isEmpty ? [:] : ["aws:TagKeys": input.tagKeys]
        return [try await store.permission("cognito-idp:UntagResource", onPool: id, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(try TagRules.pool(input.resourceArn, in: call), in: call)
        _ = try await store.write { transaction in
            try Pools.change(pool, at: pool.modifiedAt, in: transaction) { pool in
                for key in input.tagKeys { pool.tags[key] = nil }
            }
        }
        return Output()
    }
}
