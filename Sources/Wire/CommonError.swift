/// The errors that every AWS service shares, spelt as each protocol spells them.
///
/// Source: "Common Errors" in the API reference of IAM (XML protocols) and of DynamoDB and Cognito (JSON protocols).
package enum CommonError {
    package static func accessDenied(_ message: String) -> ServiceError {
        ServiceError(
            code: "AccessDenied", jsonCode: "AccessDeniedException", status: 403, jsonStatus: 400, message: message)
    }

    /// Constraints of the model that the input breaks, in one message.
    package static func validation(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationError", jsonCode: "ValidationException", status: 400, message: message)
    }

    /// The cause is in the log under the request id.
    package static func internalFailure() -> ServiceError {
        ServiceError(
            code: "InternalFailure",
            status: 500,
            message: "The request processing has failed because of an unknown error, exception or failure."
        )
    }

    package static func throttling() -> ServiceError {
        ServiceError(code: "Throttling", jsonCode: "ThrottlingException", status: 400, message: "Rate exceeded")
    }
}
