import LambdaModel
import Wire

/// AWS's texts for what several operations refuse; each says that the caller is at fault, as AWS's do.
///
/// Source of the texts: answers of AWS recorded in the snapshot tests of LocalStack.
enum Refusal {
    static func functionNotFound(_ arn: String) -> ServiceError {
        LambdaError.resourceNotFound("Function not found: \(arn)", type: "User")
    }

    static func aliasNotFound(_ arn: String) -> ServiceError {
        LambdaError.resourceNotFound("Cannot find alias arn: \(arn)", type: "User")
    }

    static func layerVersionNotFound(_ arn: String) -> ServiceError {
        LambdaError.resourceNotFound("Layer version \(arn) does not exist.", type: "User")
    }

    /// What AWS says of layers and mappings whose name it does not repeat.
    static func resourceNotFound() -> ServiceError {
        LambdaError.resourceNotFound("The resource you requested does not exist.", type: "User")
    }

    static func invalid(_ message: String) -> ServiceError {
        LambdaError.invalidParameterValue(message, type: "User")
    }

    static func conflict(_ message: String) -> ServiceError {
        LambdaError.resourceConflict(message, type: "User")
    }

    /// For what AWS has and this server does not: said, not ignored.
    static func unsupported(_ member: String) -> ServiceError {
        invalid("\(member) is not supported by this server.")
    }

    static func outOfReach(_ region: String, from here: String) -> ServiceError {
        LambdaError.resourceNotFound(
            "Functions from '\(region)' are not reachable in this region ('\(here)')", type: "User")
    }

    /// The revision that the caller expects is not the one that is there.
    static func revisionMismatch() -> ServiceError {
        LambdaError.preconditionFailed(
            "The Revision Id provided does not match the latest Revision Id. "
                + "Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
            type: "User")
    }

    /// Refuses unless the caller expects nothing or the revision that is there.
    static func checkRevision(_ expected: String?, is actual: String) throws(ServiceError) {
        if let expected, expected != actual { throw revisionMismatch() }
    }
}
