import Kernel
import Wire

/// What the operations that invoke have in common.
extension InvocationEngine {
    /// What is asked of the caller; a bare permission where there is no such function.
    func permission(_ action: String, on locator: FunctionLocator, in call: Call) async throws -> Permission {
        do {
            return try await directory.target(locator).permission(action, in: call)
        } catch is ServiceError {
            return Permission(
                action, on: locator.arn, ownedBy: locator.id.account == call.account ? nil : locator.id.account)
        }
    }

    /// Finds what is to run; a missing alias is a missing function here, as on AWS.
    func target(_ locator: FunctionLocator) async throws -> FunctionTarget {
        do {
            return try await directory.target(locator)
        } catch let error as ServiceError where error.status == 404 {
            throw Refusal.functionNotFound(locator.id.arn(locator.qualifier ?? FunctionVersionNumber.latestName))
        }
    }

    /// The request's own id; a call between services, which may make several invocations, gets a new one for each.
    func requestID(in call: Call) -> String {
        call.source.address == nil ? store.random.uuid() : call.requestID
    }

    /// Accepts an event; it survives what happens to the server once this returns.
    func accept(_ payload: [UInt8], for target: FunctionTarget, in call: Call) async throws {
        try await queue.accept(
            QueuedInvocation(
                function: target.id,
                incarnation: target.function.incarnation,
                qualifier: target.locator.qualifier,
                requestID: requestID(in: call),
                payload: String(decoding: payload, as: UTF8.self),
                traceHeader: nil,
                acceptedAt: call.time.milliseconds
            ))
    }
}
