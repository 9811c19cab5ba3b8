import FoundationEssentials
import Kernel
import LambdaModel
import Wire

/// Runs a function and hands its answer on part by part, as the function makes it.
struct InvokeWithResponseStream: Operation {
    typealias Model = LambdaModel.InvokeWithResponseStream

    let engine: InvocationEngine

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await engine.permission("lambda:InvokeFunction", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        if input.tenantId != nil { throw Refusal.unsupported("TenantId") }
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await engine.target(locator)
        let payload = try PayloadRules.checked(input.payload, isEvent: false)
        let context = try PayloadRules.clientContext(input.clientContext)
        if input.invocationType == .dryRun { return Output(statusCode: 204, eventStream: .empty) }
        let version = engine.version(of: target)
        let wantsLogTail = input.logType == .tail
        let taker = engine.stream(
            .init(
                target: target,
                requestID: engine.requestID(in: call),
                payload: payload,
                clientContext: context,
                cognitoIdentity: CognitoIdentity.json(of: call.principal),
                wantsLogTail: wantsLogTail
            ), version: version)
        // What keeps the function from starting is an answer of its own; only then the stream begins.
        let first = try await taker.next()
        let events = EventStream<InvokeWithResponseStreamResponseEvent> { send in
            var next = first
            while let part = next {
                if case .bytes(let bytes) = part { try await send(.payloadChunk(.init(payload: bytes))) }
                next = try await taker.next()
            }
            try await send(.invokeComplete(Self.completion(of: taker.finished?.outcome, wantsLogTail)))
        }
        return Output(statusCode: 200, executedVersion: version.number.text, eventStream: events)
    }

    private static func completion(
        of outcome: FunctionOutcome?, _ wantsLogTail: Bool
    ) -> InvokeWithResponseStreamCompleteEvent {
        guard let outcome else { return .init() }
        return .init(
            errorCode: outcome.failure?.rawValue,
            errorDetails: outcome.failure == nil ? nil : String(decoding: outcome.payload, as: UTF8.self),
            logResult: wantsLogTail ? Data(outcome.logTail).base64EncodedString() : nil
        )
    }
}
