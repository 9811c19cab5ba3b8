import Kernel
import Wire

/// The JSON document about an asynchronous invocation that goes to its destination.
///
/// Source: "Capturing records of Lambda asynchronous invocations" in the developer guide.
struct InvocationRecord: Sendable {
    /// Why the record is sent.
    enum Condition: String, Hashable, Sendable {
        case success = "Success"
        case retriesExhausted = "RetriesExhausted"
        case eventAgeExceeded = "EventAgeExceeded"
        /// The function's reservation is zero, so that nothing can ever run.
        case zeroReservedConcurrency = "ZeroReservedConcurrency"
    }

    /// How the last try ended, if there was one.
    struct Response: Sendable {
        var executedVersion: String
        var failure: FunctionOutcome.Failure?
        var payload: [UInt8]
    }

    var time: Timestamp
    var requestID: String
    /// With its qualifier, `$LATEST` included.
    var functionARN: String
    var condition: Condition
    var invokeCount: Int
    /// JSON.
    var payload: [UInt8]
    var response: Response?

    /// The text; payloads stand in it as they are.
    var json: [UInt8] {
        let context = Document.object([
            .init("requestId", .string(requestID)),
            .init("functionArn", .string(functionARN)),
            .init("condition", .string(condition.rawValue)),
            .init("approximateInvokeCount", .integer(invokeCount)),
        ])
        var text = Array(#"{"version":"1.0","timestamp":""#.utf8)
        text += Array(time.withMilliseconds.utf8)
        text += Array(#"","requestContext":"#.utf8) + context.json
        text += Array(#","requestPayload":"#.utf8) + payload
        if let response {
            var members: [Document.Member] = [
                .init("statusCode", .integer(200)),
                .init("executedVersion", .string(response.executedVersion)),
            ]
            if let failure = response.failure { members.append(.init("functionError", .string(failure.rawValue))) }
            text += Array(#","responseContext":"#.utf8) + Document.object(members).json
            text += Array(#","responsePayload":"#.utf8) + Self.embedded(response.payload)
        }
        text.append(UInt8(ascii: "}"))
        return text
    }

    /// What is not JSON stands as a string; nothing at all as `null`.
    private static func embedded(_ payload: [UInt8]) -> [UInt8] {
        if payload.isEmpty { return Array("null".utf8) }
        if JSONSyntax.complaint(about: payload) == nil { return payload }
        return Document.string(String(decoding: payload, as: UTF8.self)).json
    }
}
