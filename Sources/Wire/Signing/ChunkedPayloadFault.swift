/// One way in which an `aws-chunked` body is wrong.
package enum ChunkedPayloadFault: Error, Hashable, Sendable {
    /// A chunk's first line is not a size with, where it must be, a signature.
    case malformedChunk
    case malformedTrailer
    /// The body ended early.
    case truncated
    /// Bytes follow the end.
    case excess
    /// The chunks do not add up to `x-amz-decoded-content-length`.
    case wrongLength(declared: Int)
    case wrongSignature

    /// The fault in S3's words, the only service that takes such bodies.
    package var serviceError: ServiceError {
        switch self {
        case .wrongSignature:
            ServiceError(
                code: "SignatureDoesNotMatch", status: 403,
                message: "The request signature we calculated does not match the signature you provided. "
                    + "Check your key and signing method.")
        case .malformedTrailer:
            ServiceError(
                code: "MalformedTrailerError", status: 400,
                message: "The request contained trailing data that was not well-formed or did not conform to our "
                    + "published schema.")
        case .malformedChunk, .excess, .truncated:
            ServiceError(
                code: "IncompleteBody", status: 400, message: "The request body terminated unexpectedly")
        case .wrongLength:
            ServiceError(
                code: "IncompleteBody", status: 400,
                message: "You did not provide the number of bytes specified by the Content-Length HTTP header")
        }
    }
}
