import KMSModel
import Kernel
import Wire

/// The refusals that several operations share, in AWS's words.
enum Refusal {
    static func invalid(_ message: String) -> ServiceError { CommonError.validation(message) }

    /// What AWS has and this server does not.
    static func unsupported(_ what: String) -> ServiceError {
        KMSError.unsupportedOperation("\(what) is not supported by this server.")
    }

    /// Source: AWS's answer, as LocalStack's snapshots recorded it.
    static func noKey(_ arn: String) -> ServiceError { KMSError.notFound("Key '\(arn)' does not exist") }

    static func noAlias(_ arn: String) -> ServiceError { KMSError.notFound("Alias \(arn) is not found.") }

    /// An alias that got another key in the middle of a call, which may be tried again.
    static var movedAlias: ServiceError {
        KMSError.kmsInternal("The alias was changed while the request was served. The request can be retried.")
    }

    static func noGrant(_ id: String) -> ServiceError { KMSError.notFound("Grant ID \(id) not found") }

    /// A ciphertext whose key is gone, of another region, or none of this server's.
    static var unknownCiphertext: ServiceError {
        CommonError.accessDenied(
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, "
                + "or you are not allowed to access.")
    }

    /// AWS says nothing more of a ciphertext that does not open.
    static var badCiphertext: ServiceError { KMSError.invalidCiphertext("") }

    static var wrongKey: ServiceError {
        KMSError.incorrectKey("The key ID in the request does not identify a CMK that can perform this operation.")
    }

    /// Keys of other accounts are out of this operation's reach, whatever policies say.
    static func foreign(_ operation: String, on arn: String, in call: Call) -> ServiceError {
        CommonError.accessDenied(
            "User: \(call.principal.arn) is not authorized to perform: kms:\(operation) on resource: \(arn)")
    }

    /// Refuses a request that only asked whether it would succeed; after all other checks.
    ///
    /// Source: the CloudTrail records of dry runs in the developer guides of Lambda and Fargate; the status is the API
    /// reference's.
    static func dryRun(_ isDryRun: Bool?) throws(ServiceError) {
        guard isDryRun == true else { return }
        var error = KMSError.dryRunOperation("The request would have succeeded, but the DryRun option is set.")
        error.status = 412
        throw error
    }
}
