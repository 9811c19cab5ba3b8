import Kernel
import LambdaModel

/// Accepts an event for a function: the older way to say what `Invoke` says with the type `Event`.
struct InvokeAsync: Operation {
    typealias Model = LambdaModel.InvokeAsync

    let engine: InvocationEngine

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, in: call)
        return [try await engine.permission("lambda:InvokeAsync", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let target = try await engine.target(try FunctionLocator(input.functionName, in: call))
        let payload = try PayloadRules.checked(input.invokeArgs, isEvent: true)
        try await engine.accept(payload, for: target, in: call)
        return Output(status: 202)
    }
}
