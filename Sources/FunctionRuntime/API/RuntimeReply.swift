internal import Kernel
internal import NIOCore
internal import Wire

/// What the Runtime API says, as bytes of HTTP.
enum RuntimeReply {
    static let accepted = whole(status: "202 Accepted", json: "{\"status\":\"OK\"}\n")

    static let wrongRequest = fault("400 Bad Request", "InvalidRequestID", "Invalid request ID")

    static let wrongMode = fault(
        "400 Bad Request", "InvalidFunctionResponseMode", "Invalid function response mode")

    static let wrongState = fault(
        "403 Forbidden", "InvalidStateTransition", "State transition is not allowed")

    static let tooLarge = fault(
        "413 Request Entity Too Large", "RequestEntityTooLarge",
        "Exceeded maximum allowed payload size (\(FaultText.largestPayload) bytes).")

    static let unknown = whole(status: "404 Not Found", type: "text/plain; charset=utf-8", "404 page not found\n")

    static let wrongMethod = whole(status: "405 Method Not Allowed", type: "text/plain; charset=utf-8", "")

    static let proceed = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")

    /// Hands an event to the runtime.
    static func next(_ invocation: FunctionInvocation, deadline: Timestamp, trace: String) -> ByteBuffer {
        var buffer = ByteBuffer()
        // An invocation without an event has an empty one.
        let payload = invocation.payload.isEmpty ? Array("{}".utf8) : invocation.payload
        buffer.reserveCapacity(512 + payload.count)
        buffer.writeStaticString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: ")
        buffer.writeString(invocation.requestID)
        buffer.writeStaticString("\r\nLambda-Runtime-Deadline-Ms: ")
        buffer.writeString(String(deadline.milliseconds))
        buffer.writeStaticString("\r\nLambda-Runtime-Invoked-Function-Arn: ")
        buffer.writeString(value(invocation.invokedARN))
        buffer.writeStaticString("\r\nLambda-Runtime-Trace-Id: ")
        buffer.writeString(value(trace))
        if let context = invocation.clientContext {
            buffer.writeStaticString("\r\nLambda-Runtime-Client-Context: ")
            buffer.writeString(value(context))
        }
        if let identity = invocation.cognitoIdentity {
            buffer.writeStaticString("\r\nLambda-Runtime-Cognito-Identity: ")
            buffer.writeString(value(identity))
        }
        buffer.writeStaticString("\r\nContent-Length: ")
        buffer.writeString(String(payload.count))
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeBytes(payload)
        return buffer
    }

    /// Text that can stand in a header: what would end the header becomes a space.
    static func value(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return text }
        return String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }, as: UTF8.self)
    }

    private static func fault(_ status: String, _ type: String, _ message: String) -> ByteBuffer {
        whole(status: status, json: "{\"errorMessage\":\"\(message)\",\"errorType\":\"\(type)\"}\n")
    }

    private static func whole(status: String, json: String) -> ByteBuffer {
        whole(status: status, type: "application/json", json)
    }

    private static func whole(status: String, type: String, _ body: String) -> ByteBuffer {
        ByteBuffer(
            string: "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
