import Kernel
import LambdaModel
import Storage

/// Reserves concurrency for a function: no more of it runs, and nobody else can use it up. Zero stops the function.
struct PutFunctionConcurrency: Operation {
    typealias Model = LambdaModel.PutFunctionConcurrency

    let store: LambdaStore
    let settings: InvocationSettings

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, in: call)
        return [try await store.permission("lambda:PutFunctionConcurrency", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try ReservedConcurrencyRules.unqualified(try FunctionLocator(input.functionName, in: call))
        let wanted = input.reservedConcurrentExecutions
        try await store.write { transaction in
            guard var function = try Functions.get(id, transaction) else { throw Refusal.functionNotFound(id.arn) }
            try ReservedConcurrencyRules.check(
                reserving: wanted,
                others: try Reservations.sum(in: id.account, id.region, except: id, transaction),
                provisioned: try ProvisionedConcurrencies.all(of: id, transaction).reduce(0) { $0 + $1.requested },
                settings)
            function.reservedConcurrency = wanted
            try Functions.records.replace(function, in: transaction)
        }
        return Output(reservedConcurrentExecutions: wanted)
    }
}
