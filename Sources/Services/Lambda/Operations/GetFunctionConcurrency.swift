import Kernel
import LambdaModel

/// Tells what concurrency a function has reserved; nothing where it uses what is left to all.
struct GetFunctionConcurrency: Operation {
    typealias Model = LambdaModel.GetFunctionConcurrency

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, in: call)
        return [try await store.permission("lambda:GetFunctionConcurrency", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try ReservedConcurrencyRules.unqualified(try FunctionLocator(input.functionName, in: call))
        guard let function = try await store.read({ try Functions.get(id, $0) }) else {
            throw Refusal.functionNotFound(id.arn)
        }
        return Output(reservedConcurrentExecutions: function.reservedConcurrency)
    }
}
