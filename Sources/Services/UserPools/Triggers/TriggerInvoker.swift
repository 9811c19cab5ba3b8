import Kernel
import LambdaModel
import Logging
import UserPoolsModel
import Wire

/// Calls a pool's function as AWS does: by resource policy, for 5 seconds a try, three times where nobody answered.
///
/// A function that answers, be it with an error, is not called again. Source: "Important considerations" in "Customizing
/// user pool workflows with Lambda triggers".
struct TriggerInvoker: Sendable {
    private static let tries = 3
    /// Milliseconds that a function has.
    private static let limit: Int64 = 5000
    /// Milliseconds before the second try of a call that was refused, doubled before the third.
    private static let pause: Int64 = 100

    let client: InProcessClient
    let clock: any Clock

    /// Why no answer came.
    private enum Fault: Error {
        case late
        case refused(ServiceError)

        /// As AWS's text ends; a refusal by its code alone.
        var reason: String {
            switch self {
            case .late: "Socket timeout while invoking Lambda function"
            case .refused(let error): error.jsonCode ?? error.code
            }
        }

        var deservesAnotherTry: Bool {
            switch self {
            case .late: true
            case .refused(let error): error.status == 429 || error.isServerFault
            }
        }
    }

    /// What the function put into `response`; `nil` where the pool has no such trigger.
    ///
    /// Throws AWS's errors: `UserLambdaValidationException` for what the function threw (or how its runtime ended),
    /// `UnexpectedLambdaException` where it was late or could not be called, `InvalidLambdaResponseException` for an
    /// answer that is no event.
    func ask(_ trigger: Trigger, _ event: TriggerEvent) async throws -> TriggerAnswer? {
        guard let function = trigger.function(in: event.context.pool.settings.triggers) else { return nil }
        let output: InvocationResponse
        do {
            output = try await invoke(function, event)
        } catch let fault as Fault {
            event.context.call.logger.warning(
                "trigger failed",
                metadata: [
                    "id": .string(event.context.call.requestID), "trigger": .string(event.source),
                    "function": .string(function), "reason": .string(fault.reason),
                ])
            throw UserPoolsError.unexpectedLambda(
                "\(trigger.rawValue) invocation failed due to error \(fault.reason).")
        }
        guard output.functionError == nil else {
            throw UserPoolsError.userLambdaValidation(
                "\(trigger.rawValue) failed with error \(Self.message(in: output.payload ?? [])).")
        }
        return try TriggerAnswer(payload: output.payload ?? [])
    }

    private func invoke(_ function: String, _ event: TriggerEvent) async throws -> InvocationResponse {
        let payload = event.json
        var attempt = 1
        while true {
            do {
                return try await once(function, payload, event.context)
            } catch let fault as Fault {
                guard attempt < Self.tries, fault.deservesAnotherTry else { throw fault }
                if case .refused = fault { try await clock.sleep(milliseconds: Self.pause << (attempt - 1)) }
                attempt += 1
            }
        }
    }

    /// One try; a function that is late is left to itself.
    private func once(
        _ function: String, _ payload: [UInt8], _ context: TriggerContext
    ) async throws -> InvocationResponse {
        try await withThrowingTaskGroup(of: InvocationResponse?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await call(function, payload, context) }
            group.addTask {
                // A clock that is stopped sets no limit.
                guard (try? await clock.sleep(milliseconds: Self.limit)) != nil else { return nil }
                throw Fault.late
            }
            while let output = try await group.next() {
                if let output { return output }
            }
            throw CancellationError()
        }
    }

    private func call(
        _ function: String, _ payload: [UInt8], _ context: TriggerContext
    ) async throws -> InvocationResponse {
        let pool = context.pool
        var call = context.call
        call.region = pool.id.region
        // Each try is an invocation with an id of its own, as those between services are.
        call.source.address = nil
        do {
            return try await client.call(
                LambdaModel.Invoke.self,
                InvocationRequest(functionName: function, invocationType: .requestResponse, payload: payload),
                as: .service(name: "cognito-idp.amazonaws.com", account: pool.account), for: pool.arn, in: call)
        } catch let error as ServiceError {
            throw Fault.refused(error)
        }
    }

    /// The text of what a function threw.
    private static func message(in payload: [UInt8]) -> String {
        guard let message = (try? Document(json: payload))?["errorMessage"] else { return "" }
        return message.text ?? message.jsonText
    }
}
