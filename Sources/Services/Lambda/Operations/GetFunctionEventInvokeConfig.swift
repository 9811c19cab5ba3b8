import Kernel
import LambdaModel

/// Tells how asynchronous invocations of a function, version or alias are retried, and where their records go.
struct GetFunctionEventInvokeConfig: Operation {
    typealias Model = LambdaModel.GetFunctionEventInvokeConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetFunctionEventInvokeConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = EventInvokeRules.qualifier(of: locator)
        guard let config = try await store.read({ try EventInvokeConfigs.get(locator.id, qualifier, $0) }) else {
            throw EventInvokeRules.missing(locator)
        }
        return EventInvokeRules.answer(config)
    }
}
