import Kernel
import LambdaModel
import Storage

/// Whether a chain of calls that comes back to the function goes on.
struct GetFunctionRecursionConfig: Operation {
    typealias Model = LambdaModel.GetFunctionRecursionConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission(
                "lambda:GetFunctionRecursionConfig", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        guard let function = try await store.read({ try Functions.get(id, $0) }) else {
            throw Refusal.functionNotFound(id.arn)
        }
        return Output(recursiveLoop: function.allowsRecursion ? .allow : .terminate)
    }
}
