internal import Wire

/// The JSON by which AWS tells a caller that a function's environment failed.
enum FaultText {
    /// The largest payload of an answer that is not streamed: six megabytes and a little.
    static let largestPayload = 6_291_556

    static func exit(_ status: RuntimeExit, requestID: String) -> [UInt8] {
        error("Runtime.ExitError", "RequestId: \(requestID) Error: \(status.message)")
    }

    static func timeout(_ requestID: String, seconds: Int) -> [UInt8] {
        error("Sandbox.Timedout", "RequestId: \(requestID) Error: Task timed out after \(seconds).00 seconds")
    }

    static func invalidEntrypoint(_ requestID: String, _ reason: String) -> [UInt8] {
        error("Runtime.InvalidEntrypoint", "RequestId: \(requestID) Error: \(reason)")
    }

    static let responseTooLarge = error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (\(largestPayload) bytes)."
    )

    static func error(_ type: String, _ message: String) -> [UInt8] {
        Array("{\"errorType\":\(quoted(type)),\"errorMessage\":\(quoted(message))}".utf8)
    }

    /// A string as JSON has it.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
