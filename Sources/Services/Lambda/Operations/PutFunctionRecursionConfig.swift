import Kernel
import LambdaModel
import Storage

/// Decides whether a chain of calls that comes back to the function goes on.
struct PutFunctionRecursionConfig: Operation {
    typealias Model = LambdaModel.PutFunctionRecursionConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission(
                "lambda:PutFunctionRecursionConfig", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        try await store.write { transaction in
            let changed = try Functions.records.update(
                Functions.key(id), account: id.account.digits, in: transaction
            ) { $0.allowsRecursion = input.recursiveLoop == .allow }
            guard changed != nil else { throw Refusal.functionNotFound(id.arn) }
        }
        return Output(recursiveLoop: input.recursiveLoop)
    }
}
