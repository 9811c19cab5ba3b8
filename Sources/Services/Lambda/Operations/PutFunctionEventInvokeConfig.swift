import Kernel
import LambdaModel
import Storage
import Wire

/// Sets how asynchronous invocations are retried and where their records go, in place of what was set before.
struct PutFunctionEventInvokeConfig: Operation {
    typealias Model = LambdaModel.PutFunctionEventInvokeConfig

    let store: LambdaStore
    let destinations: Destinations

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:PutFunctionEventInvokeConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let config = StoredEventInvokeConfig(
            id: locator.id,
            qualifier: EventInvokeRules.qualifier(of: locator),
            maximumRetryAttempts: input.maximumRetryAttempts,
            maximumEventAge: input.maximumEventAgeInSeconds,
            onSuccess: input.destinationConfig?.onSuccess?.destination?.nonEmpty,
            onFailure: input.destinationConfig?.onFailure?.destination?.nonEmpty,
            modifiedAt: call.time.milliseconds
        )
        try await store.write { transaction in
            try EventInvokeRules.check(
                retries: input.maximumRetryAttempts, age: input.maximumEventAgeInSeconds, input.destinationConfig,
                of: locator, destinations, in: transaction)
            try EventInvokeConfigs.records.put(config, in: transaction)
        }
        return EventInvokeRules.answer(config)
    }
}

extension String {
    /// `nil` for the empty text, by which AWS takes a setting away.
    var nonEmpty: String? { isEmpty ? nil : self }
}
