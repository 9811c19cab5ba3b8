import Testing

@testable import Wire

/// Each way of being wrong has AWS's own code and words, which clients and people act upon.
struct SignatureFaultTests {
    private static let now = SigningFixture.august2015
    private static let scope = "AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request"

    private static func request(
        authorization: String?, date: String? = "20150830T123600Z", query: String = ""
    ) -> WireRequest {
        var headers = HeaderList([.init("Host", "iam.amazonaws.com")])
        if let date { headers.append("X-Amz-Date", date) }
        if let authorization { headers.append("Authorization", authorization) }
        return WireRequest(method: "POST", path: "/", query: query, headers: headers)
    }

    private static func error(
        _ request: WireRequest, service: String = "iam", region: String? = "us-east-1", at now: Timestamp = now,
        _ dialect: SignatureDialect = .query
    ) -> ServiceError? {
        SigningFixture.fault { () throws(SignatureFault) in
            try SigningFixture.verify(request, at: now, region: region, service: service)
        }?.serviceError(for: dialect)
    }

    private static let whole = "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host;x-amz-date, Signature=abc"
    private static let hash = "(Hashed with SHA-256 and encoded with Base64) Authorization="

    @Test(
        "Headers that cannot be read",
        arguments: [
            (nil, "MissingAuthenticationToken", "Request is missing Authentication Token"),
            ("Bearer abc", "MissingAuthenticationToken", "Request is missing Authentication Token"),
            ("", "MissingAuthenticationToken", "Request is missing Authentication Token"),
            (
                "AWS AKID:sig", "IncompleteSignature",
                "Unsupported AWS 'algorithm': 'AWS' (only AWS4-HMAC-SHA256 for now). "
            ),
            (
                "AWS4-ECDSA-P256-SHA256 Credential=a", "IncompleteSignature",
                "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). "
            ),
            (
                "AWS4-HMAC-SHA256 Credential", "IncompleteSignature",
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded "
                    + "with Base64): 'KfSoC26UaBDGXxo5AUFS45c1cmAbyLKDOxOTKcZYWt4='."
            ),
            (
                "AWS4-HMAC-SHA256 Signature=a", "IncompleteSignature",
                "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' "
                    + "parameter. " + hash + SigningHash.base64("AWS4-HMAC-SHA256 Signature=a")
            ),
            (
                "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=x-amz-date, Signature=abc",
                "SignatureDoesNotMatch",
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
            ),
            (
                "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=abc", "IncompleteSignature",
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                    + "got 'a/b/c/d'"
            ),
        ] as [(String?, String, String)])
    func headers(_ authorization: String?, _ code: String, _ message: String) {
        let error = Self.error(Self.request(authorization: authorization))
        #expect(error?.code == code)
        #expect(error?.message == message)
        #expect(error?.status == (code == "IncompleteSignature" ? 400 : 403))
    }

    @Test("Known digest: echo -n abc | openssl dgst -sha256 -binary | base64")
    func headersAreShownHashed() {
        #expect(SigningHash.base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    }

    @Test(
        "Dates",
        arguments: [
            (
                nil, "IncompleteSignature",
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                    + hash + SigningHash.base64(whole)
            ),
            (
                "yesterday", "IncompleteSignature",
                "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601"
            ),
            (
                "20150830T123059Z", "SignatureDoesNotMatch",
                "Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)"
            ),
            (
                "20150830T124101Z", "SignatureDoesNotMatch",
                "Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z "
                    + "(20150830T123600Z + 5 min.)"
            ),
        ] as [(String?, String, String)])
    func dates(_ date: String?, _ code: String, _ message: String) {
        let error = Self.error(Self.request(authorization: Self.whole, date: date))
        #expect(error?.code == code)
        #expect(error?.message == message)
    }

    @Test("The bounds themselves are within", arguments: ["20150830T123100Z", "20150830T124100Z"])
    func dateBounds(_ date: String) {
        let error = Self.error(Self.request(authorization: Self.whole, date: date))
        #expect(error?.message.hasPrefix("The request signature we calculated") == true)
    }

    @Test(
        "Scopes",
        arguments: [
            ("20150830/us-west-9/iam/aws4_request", "Credential should be scoped to a valid region, not 'us-west-9'. "),
            ("20150830/us-east-1/sts/aws4_request", "Credential should be scoped to correct service: 'iam'. "),
            (
                "20150830/us-east-1/iam/aws5_request",
                "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. "
            ),
            (
                "20150829/us-east-1/iam/aws4_request",
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'20150829' != '20150830', from '20150830T123600Z'."
            ),
            (
                "b/c/d/e",
                "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct "
                    + "service: 'iam'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
                    + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'b' != '20150830', from '20150830T123600Z'."
            ),
        ])
    func scopes(_ scope: String, _ message: String) {
        let header = "AWS4-HMAC-SHA256 Credential=AKID/\(scope), SignedHeaders=host;x-amz-date, Signature=abc"
        let error = Self.error(Self.request(authorization: header), .json)
        #expect(error?.jsonCode == "InvalidSignatureException")
        #expect(error?.jsonStatus == 400)
        #expect(error?.message == message)
    }

    /// IAM and STS keep the computed strings to themselves.
    @Test func aWrongSignatureOfTheQueryProtocolShowsNothing() {
        let error = Self.error(Self.request(authorization: Self.whole))
        #expect(
            error?.message == "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
    }

    @Test func aWrongSignatureShowsWhatWasComputed() {
        let error = Self.error(Self.request(authorization: Self.whole), .json)
        #expect(
            error?.message == """
                The request signature we calculated does not match the signature you provided. \
                Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

                The Canonical String for this request should have been
                'POST
                /

                host:iam.amazonaws.com
                x-amz-date:20150830T123600Z

                host;x-amz-date
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

                The String-to-Sign should have been
                'AWS4-HMAC-SHA256
                20150830T123600Z
                20150830/us-east-1/iam/aws4_request
                83905c3aadfa8ccf90824d8a40a9941de916ed39a917face0bef50c2568c772e'

                """)
        #expect(error?.status == 403)
    }

    @Test("An operation's name outside the signature could be exchanged on the way")
    func targetsMustBeSigned() {
        var request = Self.request(authorization: Self.whole)
        request.headers.append("X-Amz-Target", "Service.DeleteEverything")
        #expect(
            Self.error(request)?.message == "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.")
    }

    @Test(
        "Faults that only the caller of this room can find, in every dialect",
        arguments: [
            (
                SignatureFault.missing, "MissingAuthenticationToken", "MissingAuthenticationTokenException",
                "Request is missing Authentication Token", "AccessDenied"
            ),
            (
                .unknownAccessKey("AKID"), "InvalidClientTokenId", "UnrecognizedClientException",
                "The security token included in the request is invalid.", "InvalidAccessKeyId"
            ),
            (
                .invalidToken, "InvalidClientTokenId", "UnrecognizedClientException",
                "The security token included in the request is invalid", "InvalidToken"
            ),
            (
                .expiredToken, "ExpiredToken", "ExpiredTokenException",
                "The security token included in the request is expired", "ExpiredToken"
            ),
            (
                .foundTwice(authorization: "x"), "SignatureDoesNotMatch", "InvalidSignatureException",
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
                "InvalidArgument"
            ),
        ])
    func dialects(_ fault: SignatureFault, _ code: String, _ jsonCode: String, _ message: String, _ s3Code: String) {
        for dialect in [SignatureDialect.query, .json, .restJSON] {
            let error = fault.serviceError(for: dialect)
            #expect(error.code == code)
            #expect(error.jsonCode == jsonCode)
            #expect(error.message == message)
            #expect(error.status == 403)
            #expect(error.jsonStatus == (dialect == .restJSON ? nil : 400))
        }
        #expect(fault.serviceError(for: .s3).code == s3Code)
        #expect(fault.serviceError(for: .s3).jsonCode == nil)
    }

    @Test func dialectsFollowTheProtocol() {
        #expect(SignatureDialect(.query, signingName: "sts") == .query)
        #expect(SignatureDialect(.json10, signingName: "dynamodb") == .json)
        #expect(SignatureDialect(.json11, signingName: "kms") == .json)
        #expect(SignatureDialect(.restJSON, signingName: "lambda") == .restJSON)
        #expect(SignatureDialect(.restXML, signingName: "s3") == .s3)
        #expect(SignatureDialect(.restXML, signingName: "route53") == .query)
    }
}
