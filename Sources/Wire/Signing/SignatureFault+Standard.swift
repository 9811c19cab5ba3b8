/// The texts of every service but S3.
///
/// Sources: "Troubleshoot signed requests for AWS APIs" in the IAM User Guide; DynamoDB's answers as dynalite's
/// connection tests pin them; API Gateway's and IAM's answers as quoted in issues of their SDKs.
extension SignatureFault {
    /// REST-JSON services keep the status that the XML protocols have. Those of the query protocol, IAM and STS above
    /// all, do not show the strings that they computed.
    func standardError(for dialect: SignatureDialect) -> ServiceError {
        let (code, status, standard) = standardParts
        var message = standard
        if case .mismatch = self, dialect == .query { message = Self.mismatchText }
        return ServiceError(
            code: code.xml,
            jsonCode: code.json,
            status: status,
            jsonStatus: dialect == .restJSON ? nil : 400,
            message: message
        )
    }

    private enum Code {
        case missingToken, incomplete, unknownClient, wrongSignature, expiredToken

        var xml: String {
            switch self {
            case .missingToken: "MissingAuthenticationToken"
            case .incomplete: "IncompleteSignature"
            case .unknownClient: "InvalidClientTokenId"
            case .wrongSignature: "SignatureDoesNotMatch"
            case .expiredToken: "ExpiredToken"
            }
        }

        var json: String {
            switch self {
            case .missingToken: "MissingAuthenticationTokenException"
            case .incomplete: "IncompleteSignatureException"
            case .unknownClient: "UnrecognizedClientException"
            case .wrongSignature: "InvalidSignatureException"
            case .expiredToken: "ExpiredTokenException"
            }
        }
    }

    private var standardParts: (Code, Int, String) {
        switch self {
        case .missing:
            (.missingToken, 403, "Request is missing Authentication Token")
        case .foundTwice:
            (
                .wrongSignature, 403,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
            )
        case .unsupportedAlgorithm, .malformedHeader, .incompleteHeader, .incompleteQuery, .malformedDate,
            .malformedLifetime, .malformedCredential:
            (.incomplete, 400, incompleteMessage)
        case .unknownAccessKey:
            (.unknownClient, 403, "The security token included in the request is invalid.")
        case .invalidToken:
            (.unknownClient, 403, "The security token included in the request is invalid")
        case .expiredToken:
            (.expiredToken, 403, "The security token included in the request is expired")
        case .hostNotSigned, .headersNotSigned, .expired, .notYetCurrent, .presignedExpired, .presignedTooEarly,
            .wrongScope, .mismatch, .payloadMissing, .payloadUnknown, .payloadMismatch:
            (.wrongSignature, 403, mismatchMessage)
        }
    }

    private var incompleteMessage: String {
        switch self {
        case .unsupportedAlgorithm(let algorithm, _):
            return "Unsupported AWS 'algorithm': '\(algorithm)' (only AWS4-HMAC-SHA256 for now). "
        case .malformedHeader(let authorization):
            return "Invalid key=value pair (missing equal-sign) in Authorization header "
                + "(hashed with SHA-256 and encoded with Base64): '\(SigningHash.base64(authorization))'."
        case .incompleteHeader(let missing, let lacksDate, let authorization):
            let parts = missing.map { "Authorization header requires '\($0)' parameter. " }.joined()
            let date = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            return parts + (lacksDate ? date : "") + "(Hashed with SHA-256 and encoded with Base64) "
                + "Authorization=\(SigningHash.base64(authorization))"
        case .incompleteQuery(let missing):
            return missing.map { "AWS query-string parameters must include '\($0)'. " }.joined()
                + "Re-examine the query-string parameters."
        case .malformedDate(let date, _):
            return "Date must be in ISO-8601 'basic format'. Got '\(date)'. "
                + "See http://en.wikipedia.org/wiki/ISO_8601"
        case .malformedLifetime(let problem):
            return problem.message
        case .malformedCredential(let credential, _):
            return "Credential must have exactly 5 slash-delimited elements, "
                + "e.g. keyid/date/region/service/term, got '\(credential)'"
        default:
            return "The request signature does not conform to AWS standards."
        }
    }

    private var mismatchMessage: String {
        switch self {
        case .hostNotSigned:
            return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        case .headersNotSigned(let names):
            return names.map { "'\($0)' must be a 'SignedHeader' in the AWS Authorization." }.joined(separator: " ")
        case .expired(let moment), .presignedExpired(let moment):
            return "Signature expired: \(SigningDate.basic(moment.request)) is now earlier than "
                + moment.limit(sign: "-")
        case .notYetCurrent(let moment), .presignedTooEarly(let moment):
            return "Signature not yet current: \(SigningDate.basic(moment.request)) is still later than "
                + moment.limit(sign: "+")
        case .wrongScope(let problems, _):
            return problems.map(\.message).joined()
        case .mismatch(let mismatch):
            return Self.mismatchText + "\n\nThe Canonical String for this request should have been\n'"
                + mismatch.canonicalRequest + "'\n\nThe String-to-Sign should have been\n'"
                + mismatch.stringToSign + "'\n"
        default:
            return Self.mismatchText
        }
    }

    private static let mismatchText =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
}

extension SignatureFault.Moment {
    /// The bound that was passed and whence it comes, as AWS writes it: `20150830T124000Z (20150830T124500Z - 5 min.)`.
    fileprivate func limit(sign: String) -> String {
        let bound = now.adding(seconds: sign == "-" ? -allowed : allowed)
        let length = allowed % 60 == 0 ? "\(allowed / 60) min." : "\(allowed) sec."
        return "\(SigningDate.basic(bound)) (\(SigningDate.basic(now)) \(sign) \(length))"
    }
}

extension SignatureFault.LifetimeProblem {
    /// S3's text, which the other services have no word of their own for.
    var message: String {
        switch self {
        case .notANumber: "X-Amz-Expires should be a number"
        case .negative: "X-Amz-Expires must be non-negative"
        case .tooLong:
            "X-Amz-Expires must be less than a week (in seconds); that is, "
                + "the given X-Amz-Expires must be less than 604800 seconds"
        }
    }
}

extension SignatureFault.ScopeProblem {
    /// One sentence of AWS's list; all but the last end in a space even when they stand alone.
    fileprivate var message: String {
        switch self {
        case .region(let sent, _): "Credential should be scoped to a valid region, not '\(sent)'. "
        case .service(_, let expected): "Credential should be scoped to correct service: '\(expected)'. "
        case .terminator(let sent):
            "Credential should be scoped with a valid terminator: 'aws4_request', not '\(sent)'. "
        case .date(let sent, let timestamp):
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + "'\(sent)' != '\(timestamp.prefix(8))', from '\(timestamp)'."
        }
    }
}
