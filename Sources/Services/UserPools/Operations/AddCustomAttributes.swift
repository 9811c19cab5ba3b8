import Kernel
import Storage
import UserPoolsModel
import Wire

/// Adds custom attributes to a pool's schema; none can be changed or removed again.
struct AddCustomAttributes: Operation {
    typealias Model = UserPoolsModel.AddCustomAttributes

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AddCustomAttributes", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        _ = try await store.write { transaction in
            try PoolRules.checkNoImport(into: pool, transaction)
            return try Pools.change(pool, at: call.time.milliseconds, in: transaction) { pool in
                for attribute in input.customAttributes { try SchemaRules.add(attribute, to: &pool.schema) }
            }
        }
        return Output()
    }
}
