import FoundationEssentials
import LambdaModel
import Wire

/// What may be handed to a function, and what it may answer.
///
/// Source: "Lambda quotas" in the developer guide; the texts are AWS's answers.
enum PayloadRules {
    static let synchronousLimit = 6_291_456
    static let asynchronousLimit = 1_048_576
    /// A function may answer a hundred bytes more than it may be asked.
    static let answerLimit = 6_291_556
    /// Bytes of base64.
    static let clientContextLimit = 3583

    /// The payload as the function gets it; one that is empty becomes an empty object.
    static func checked(_ payload: [UInt8]?, isEvent: Bool) throws(ServiceError) -> [UInt8] {
        guard let payload, !payload.isEmpty else { return Array("{}".utf8) }
        let limit = isEvent ? asynchronousLimit : synchronousLimit
        guard payload.count <= limit else {
            throw tooLarge(
                "\(payload.count) byte payload is too large for the \(isEvent ? "Event" : "RequestResponse") "
                    + "invocation type (limit \(limit) bytes)")
        }
        if let complaint = JSONSyntax.complaint(about: payload) {
            throw LambdaError.invalidRequestContent(
                "Could not parse request body into json: Could not parse payload into json: \(complaint)", type: "User")
        }
        return payload
    }

    /// The client context as the function gets it: the JSON behind the base64.
    static func clientContext(_ text: String?) throws(ServiceError) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.count <= clientContextLimit else {
            throw LambdaError.invalidRequestContent(
                "Client context must be no longer than \(clientContextLimit) bytes.")
        }
        guard let data = Data(base64Encoded: text), JSONSyntax.complaint(about: [UInt8](data)) == nil,
            let json = String(validating: data, as: UTF8.self), json.utf8.first(where: { $0 > 0x20 }) == 0x7B
        else {
            throw LambdaError.invalidRequestContent("Client context must be a valid Base64-encoded JSON object.")
        }
        return json
    }

    /// The error's code is not the one in AWS's model: this is what its service answers.
    private static func tooLarge(_ message: String) -> ServiceError {
        ServiceError(
            code: "RequestEntityTooLargeException", status: 413, message: message, fields: ["Type": "User"])
    }

    /// What becomes of an answer that is longer than allowed.
    static let answerTooLarge = Array(
        """
        {"errorMessage":"Response payload size exceeded maximum allowed payload size (\(answerLimit) bytes).",\
        "errorType":"Function.ResponseSizeTooLarge"}
        """.utf8)
}
