import Kernel
import LambdaModel
import Storage
import Wire

/// Changes some of the settings of asynchronous invocation, and keeps the others.
struct UpdateFunctionEventInvokeConfig: Operation {
    typealias Model = LambdaModel.UpdateFunctionEventInvokeConfig

    let store: LambdaStore
    let destinations: Destinations

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:UpdateFunctionEventInvokeConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = EventInvokeRules.qualifier(of: locator)
        let changed = try await store.write { transaction in
            try EventInvokeRules.check(
                retries: input.maximumRetryAttempts, age: input.maximumEventAgeInSeconds, input.destinationConfig,
                of: locator, destinations, in: transaction)
            guard var config = try EventInvokeConfigs.get(locator.id, qualifier, transaction) else {
                throw EventInvokeRules.missing(locator)
            }
            if let retries = input.maximumRetryAttempts { config.maximumRetryAttempts = retries }
            if let age = input.maximumEventAgeInSeconds { config.maximumEventAge = age }
            if let given = input.destinationConfig {
                config.onSuccess = given.onSuccess?.destination?.nonEmpty
                config.onFailure = given.onFailure?.destination?.nonEmpty
            }
            config.modifiedAt = call.time.milliseconds
            try EventInvokeConfigs.records.replace(config, in: transaction)
            return config
        }
        return EventInvokeRules.answer(changed)
    }
}
