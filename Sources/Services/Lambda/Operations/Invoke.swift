import FoundationEssentials
import Kernel
import LambdaModel
import Wire

/// Runs a function and waits for its answer, or accepts an event for it, or only says whether the caller may.
struct Invoke: Operation {
    typealias Model = LambdaModel.Invoke

    let engine: InvocationEngine

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await engine.permission("lambda:InvokeFunction", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        if input.tenantId != nil { throw Refusal.unsupported("TenantId") }
        if input.durableExecutionName != nil { throw Refusal.unsupported("DurableExecutionName") }
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await engine.target(locator)
        let isEvent = input.invocationType == .event
        let payload = try PayloadRules.checked(input.payload, isEvent: isEvent)
        let context = try PayloadRules.clientContext(input.clientContext)
        if input.invocationType == .dryRun { return Output(statusCode: 204) }
        if isEvent {
            try await engine.accept(payload, for: target, in: call)
            return Output(statusCode: 202)
        }
        let finished = try await engine.run(
            .init(
                target: target,
                requestID: engine.requestID(in: call),
                payload: payload,
                clientContext: context,
                cognitoIdentity: CognitoIdentity.json(of: call.principal),
                wantsLogTail: input.logType == .tail
            ))
        return Output(
            statusCode: 200,
            functionError: finished.outcome.failure?.rawValue,
            logResult: input.logType == .tail ? Data(finished.outcome.logTail).base64EncodedString() : nil,
            payload: finished.outcome.payload,
            executedVersion: finished.version.number.text
        )
    }
}
