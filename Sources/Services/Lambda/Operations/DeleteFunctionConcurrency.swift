import Kernel
import LambdaModel
import Storage
import Wire

/// Gives a function's reserved concurrency back to all.
struct DeleteFunctionConcurrency: Operation {
    typealias Model = LambdaModel.DeleteFunctionConcurrency

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, in: call)
        return [try await store.permission("lambda:DeleteFunctionConcurrency", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try ReservedConcurrencyRules.unqualified(try FunctionLocator(input.functionName, in: call))
        try await store.write { transaction in
            guard var function = try Functions.get(id, transaction) else { throw Refusal.functionNotFound(id.arn) }
            function.reservedConcurrency = nil
            try Functions.records.replace(function, in: transaction)
        }
        return Output()
    }
}
