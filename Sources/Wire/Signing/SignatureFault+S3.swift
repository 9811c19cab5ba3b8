/// The texts of S3.
///
/// Sources: "Error responses" in the S3 API Reference, and the answers of S3 as quoted in issues of its clients.
extension SignatureFault {
    var s3Error: ServiceError {
        switch self {
        case .missing:
            Self.s3("AccessDenied", 403, "Access Denied")
        case .foundTwice(let authorization):
            Self.s3(
                "InvalidArgument", 400,
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                    + "parameter or the Authorization header should be specified",
                ["ArgumentName": "Authorization", "ArgumentValue": authorization])
        case .unsupportedAlgorithm(_, .header):
            Self.s3(
                "InvalidRequest", 400,
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
        case .unsupportedAlgorithm(_, .query):
            Self.query("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
        case .malformedHeader:
            Self.malformed(
                "the authorization header requires three components: Credential, SignedHeaders, and Signature.")
        case .incompleteHeader(let missing, _, _):
            missing.first.map { Self.malformed("missing \($0).") } ?? Self.dateMissing
        case .incompleteQuery:
            Self.query(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                    + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
        case .malformedDate(_, .header):
            Self.dateMissing
        case .malformedDate(_, .query):
            Self.query("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        case .malformedLifetime(let problem):
            Self.query(problem.message)
        case .malformedCredential(_, let place):
            Self.credential(
                place,
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".")
        case .hostNotSigned:
            Self.unsigned(["host"])
        case .headersNotSigned(let names):
            Self.unsigned(names)
        case .expired(let moment), .notYetCurrent(let moment):
            moment.s3Skewed
        case .presignedExpired(let moment):
            moment.s3Expired
        case .presignedTooEarly(let moment):
            moment.s3TooEarly
        case .wrongScope(let problems, let place):
            problems.last.map { $0.s3Error(place) } ?? Self.dateMissing
        case .unknownAccessKey(let identifier):
            Self.s3(
                "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.",
                ["AWSAccessKeyId": identifier])
        case .invalidToken:
            Self.s3("InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
        case .expiredToken:
            Self.s3("ExpiredToken", 400, "The provided token has expired.")
        case .mismatch(let mismatch):
            mismatch.s3Error
        case .payloadMissing:
            Self.s3("InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256")
        case .payloadUnknown(let value):
            Self.payloadUnknown(value)
        case .payloadMismatch(let declared, let computed):
            Self.s3(
                "XAmzContentSHA256Mismatch", 400,
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                ["ClientComputedContentSHA256": declared, "S3ComputedContentSHA256": computed])
        }
    }

    private static var dateMissing: ServiceError {
        s3("AccessDenied", 403, "AWS authentication requires a valid Date or x-amz-date header")
    }

    private static func payloadUnknown(_ value: String) -> ServiceError {
        s3(
            "InvalidArgument", 400,
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
                + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER "
                + "or a valid sha256 value.",
            ["ArgumentName": "x-amz-content-sha256", "ArgumentValue": value])
    }

    private static func unsigned(_ names: [String]) -> ServiceError {
        s3(
            "AccessDenied", 403, "There were headers present in the request which were not signed",
            ["HeadersNotSigned": names.joined(separator: ", ")])
    }

    fileprivate static func s3(
        _ code: String, _ status: Int, _ message: String, _ fields: [String: String] = [:]
    ) -> ServiceError {
        ServiceError(code: code, status: status, message: message, fields: fields)
    }

    fileprivate static func malformed(_ message: String, _ fields: [String: String] = [:]) -> ServiceError {
        s3("AuthorizationHeaderMalformed", 400, "The authorization header is malformed; " + message, fields)
    }

    fileprivate static func query(_ message: String, _ fields: [String: String] = [:]) -> ServiceError {
        s3("AuthorizationQueryParametersError", 400, message, fields)
    }

    fileprivate static func credential(
        _ place: RequestSignature.Place, _ message: String, _ fields: [String: String] = [:]
    ) -> ServiceError {
        place == .header
            ? malformed(message, fields) : query("Error parsing the X-Amz-Credential parameter; " + message, fields)
    }
}

extension SignatureFault.ScopeProblem {
    fileprivate func s3Error(_ place: RequestSignature.Place) -> ServiceError {
        switch self {
        case .region(let sent, let expected):
            SignatureFault.credential(
                place, "the region '\(sent)' is wrong; expecting '\(expected)'", ["Region": expected])
        case .service(let sent, let expected):
            SignatureFault.credential(
                place, "incorrect service \"\(sent)\". This endpoint belongs to \"\(expected)\".")
        case .terminator(let sent):
            SignatureFault.credential(
                place, "incorrect terminal \"\(sent)\". This endpoint uses \"aws4_request\".")
        case .date(let sent, _) where sent.utf8.count != 8 || !sent.utf8.allSatisfy(ASCII.isDigit):
            SignatureFault.credential(
                place,
                "incorrect date format \"\(sent)\". This date in the credential must be in the format \"yyyyMMdd\".")
        case .date(let sent, let timestamp):
            place == .header
                ? SignatureFault.malformed("Invalid credential date. Date is not the same as X-Amz-Date.")
                : SignatureFault.query(
                    "Invalid credential date \"\(sent)\". This date is not the same as X-Amz-Date: \"\(timestamp)\".")
        }
    }
}

extension SignatureFault.Moment {
    fileprivate var s3Skewed: ServiceError {
        SignatureFault.s3(
            "RequestTimeTooSkewed", 403,
            "The difference between the request time and the current time is too large.",
            [
                "RequestTime": SigningDate.basic(request),
                "ServerTime": SigningDate.extended(now),
                "MaxAllowedSkewMilliseconds": String(allowed * 1000),
            ])
    }

    fileprivate var s3Expired: ServiceError {
        SignatureFault.s3(
            "AccessDenied", 403, "Request has expired",
            [
                "X-Amz-Expires": String(allowed),
                "Expires": SigningDate.extended(request.adding(seconds: allowed)),
                "ServerTime": SigningDate.extended(now),
            ])
    }

    fileprivate var s3TooEarly: ServiceError {
        SignatureFault.s3(
            "AccessDenied", 403, "Request is not valid yet", ["ServerTime": SigningDate.extended(now)])
    }
}

extension SignatureMismatch {
    fileprivate var s3Error: ServiceError {
        SignatureFault.s3(
            "SignatureDoesNotMatch", 403,
            "The request signature we calculated does not match the signature you provided. "
                + "Check your key and signing method.",
            [
                "AWSAccessKeyId": accessKeyID,
                "StringToSign": stringToSign,
                "SignatureProvided": signature,
                "StringToSignBytes": Self.spacedHex(stringToSign),
                "CanonicalRequest": canonicalRequest,
                "CanonicalRequestBytes": Self.spacedHex(canonicalRequest),
            ])
    }

    /// Bytes as pairs of hexadecimal digits with spaces between.
    private static func spacedHex(_ text: String) -> String {
        text.utf8.map { byte in
            SigningText.string(withUnsafeBytes(of: byte) { SigningText.hex($0) })
        }.joined(separator: " ")
    }
}
