import Kernel
import LambdaModel
import Storage
import Wire

/// Deletes an alias with all that was set for it; one that is not there is deleted already.
struct DeleteAlias: Operation {
    typealias Model = LambdaModel.DeleteAlias

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission("lambda:DeleteAlias", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        try await store.write { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            let account = id.account.digits
            try Aliases.records.remove(Aliases.key(id, input.name), account: account, in: transaction)
            try FunctionPolicies.records.remove(
                FunctionPolicies.key(id, input.name), account: account, in: transaction)
            try InvocationRecords.forget(id, qualifier: input.name, transaction)
        }
        return Output()
    }
}
